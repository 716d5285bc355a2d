// Writer: the register on rows. One thread and one connection change everything.
//
// It takes what queued while the last commit ran, runs it change by change in one transaction, commits once, then
// answers all. One commit keeps: journal rows, the rooms' rows, balances, reply rows, audit lines, outbox rows. A
// refusal has written nothing (checked) and leaves nothing, not even its key. A commit that fails is UNKNOWN: exit 70.
//
// main.cpp builds the Book, the journal and every room on `connection`, then calls start(); from then on they belong to
// this thread. once(), submit() and note() are for any other thread: called on this one they would wait for themselves.
#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "adapters/store/journal_rows.hpp"
#include "adapters/store/outbox_rows.hpp"
#include "adapters/store/projection.hpp"
#include "adapters/store/sleep.hpp"

namespace buono::store {

class Batch;

class Writer final : public registers::Register {
public:
    struct Rooms {
        Connection& connection;
        ledger::Book& book;
        JournalRows& journal;
        OutboxRows& outbox;
        Projection& projection;
        registers::Clock& clock;  ///< Used on this thread only.
        registers::Ids& ids;      ///< Used on this thread only.
    };
    struct Options {
        std::int64_t free_bytes_min = 0;  ///< Below it changes answer codes::kStoreFull.
        /// Called after a commit that left something in the outbox, with the earliest instant of it.
        std::function<void(registers::Instant)> errands_wait = nullptr;
        /// Called after every commit with where the journal ends.
        std::function<void(std::uint64_t seq)> journal_grew = nullptr;
        std::function<std::int64_t()> free_bytes = nullptr;  ///< Instead of the connection's own answer: for tests.
        /// How a request's digest is kept: under a key, or a body with few possible values (a bracket, a protocol
        /// number) could be guessed from a stolen database. Any thread. Without it, as it is.
        std::function<registers::Sha256(const registers::Sha256&)> keep_digest = nullptr;
    };

    Writer(Rooms rooms, Options options);
    ~Writer() override;

    void start();
    /// Finishes what is queued, then ends the thread. Whoever asks later is refused: codes::kBusy. Idempotent.
    void stop();

    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override;
    void submit(registers::Ticket ticket, registers::Work work, registers::Then then) override;
    /// Throws StoreDown when it cannot be kept: then the page must not be sent.
    void note(const registers::Ticket& ticket, std::string_view purpose) override;

    /// Returns when what other hosts of this database committed before the call can be read in the live balances.
    void catchUp();

    /// Where the journal ended with the last commit of this host or the last look at what others did.
    std::uint64_t seq() const { return seq_.load(std::memory_order_acquire); }
    std::uint64_t batches() const { return batches_.load(std::memory_order_relaxed); }
    std::uint64_t changes() const { return changes_.load(std::memory_order_relaxed); }

private:
    struct Waiting;
    struct Submitted;

    static Waiting* closed();
    registers::Ticket asKept(registers::Ticket ticket) const;
    bool enqueue(Waiting& waiting);
    void wake();
    Waiting* take();
    void loop();
    static bool onlyLooks(const Waiting* first);
    void serve(Waiting* first);
    static void tell(Waiting* first);
    std::int64_t freeBytes();

    Rooms rooms_;
    Options options_;
    std::unique_ptr<Batch> batch_;
    std::vector<const registers::Ticket*> tickets_;  ///< Of the batch under way.
    std::atomic<Waiting*> queue_ = nullptr;          ///< A stack of who waits, newest first.
    Signal calls_ = 0;  ///< Raised when the queue stops being empty: the thread sleeps on it.
    std::atomic<bool> stopping_ = false;
    std::atomic<std::uint64_t> seq_ = 0;
    std::atomic<std::uint64_t> batches_ = 0;
    std::atomic<std::uint64_t> changes_ = 0;
    std::int64_t looked_at_space_ms_ = 0;
    std::int64_t free_bytes_ = 0;
    std::thread thread_;  ///< Last: it uses all of the above.
};

}  // namespace buono::store
