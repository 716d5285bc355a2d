// HeadDrop: leaves the signed head of the journal as the file `head.note` in the data directory, for whoever carries it
// out of the city: a mail, a copy, a printer.
//
// A new one every minute in which something was written, and after 1,000 entries. It replaces the file whole; keeping
// the old ones is the outsider's part. One thread of its own; start() and stop() are for one thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "core/ledger/notary.hpp"
#include "core/register/time.hpp"

namespace buono::system {

class HeadDrop {
public:
    static constexpr std::uint64_t kEntries = 1'000;
    static constexpr std::int64_t kMinuteUs = 60'000'000;

    struct Desk {
        const ledger::Entries& entries;  ///< On a connection of this thread's own.
        const ledger::Notary& notary;
        registers::Clock& clock;
        std::filesystem::path data_directory;
        /// Told when the file could not be written or the head not read; for the log.
        std::function<void(const Error&)> failed = nullptr;
        std::chrono::milliseconds look_every{1'000};
    };

    explicit HeadDrop(Desk desk) : desk_{std::move(desk)} {}
    ~HeadDrop() { stop(); }
    HeadDrop(const HeadDrop&) = delete;
    HeadDrop& operator=(const HeadDrop&) = delete;

    /// Looks once, and drops a note if one is due; true when it did. The thread does it now and again, and when woken.
    bool look();
    /// The journal ends at `seq` now: wakes the thread when a thousand entries are written. Any thread; waits for
    /// nothing.
    void saw(std::uint64_t seq);

    void start();
    void stop();

private:
    bool isDue(const ledger::Head& head, registers::Instant now) const;
    void wait();
    void work();

    Desk desk_;
    std::uint64_t dropped_seq_ = 0;
    registers::Instant dropped_at_;
    std::atomic<std::uint64_t> due_seq_ = 1;  ///< saw() this much wakes; none while woken, or after a failure.
    std::mutex turn_;
    std::condition_variable woken_;
    bool is_woken_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace buono::system
