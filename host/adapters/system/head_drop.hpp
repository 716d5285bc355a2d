// HeadDrop: leaves the signed head of the journal as the file `head.note` in the data directory, for whoever carries it
// out of the city: a mail, a copy, a printer.
//
// A new one every minute in which something was written, and after 1,000 entries at the latest. It replaces the file
// whole; keeping the old ones is the outsider's part. One thread of its own; start() and stop() are for one thread.
#pragma once

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
    };

    explicit HeadDrop(Desk desk) : desk_{std::move(desk)} {}
    ~HeadDrop() { stop(); }
    HeadDrop(const HeadDrop&) = delete;
    HeadDrop& operator=(const HeadDrop&) = delete;

    /// Looks once, and drops a note if one is due; true when it did. The thread does it every second.
    bool look();

    void start();
    void stop();

private:
    bool isDue(const ledger::Head& head, registers::Instant now) const;
    void work();

    Desk desk_;
    std::uint64_t dropped_seq_ = 0;
    registers::Instant dropped_at_;
    std::mutex turn_;
    std::condition_variable woken_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace buono::system
