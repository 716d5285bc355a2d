#include "adapters/store/writer.hpp"

#include <sys/prctl.h>
#include <chrono>

#include "adapters/store/batch.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

constexpr std::int64_t kLookAtSpaceMs = 100;

std::int64_t steadyMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

/// One change or note in the queue: on the stack of a caller that waits, or made by submit().
struct Writer::Waiting {
    const registers::Ticket* ticket = nullptr;
    const registers::Work* work = nullptr;  ///< None: a note, or without a ticket a look.
    std::string_view purpose;
    Waiting* next = nullptr;
    Batch::Answer answer;
    Signal done = 0;
    Submitted* submitted = nullptr;  ///< None: a caller waits.

    void wait() { sleepWhile(done, 0); }
    void tell();
};

/// A change that nobody waits for, and all it needs. Deletes itself once it is told.
struct Writer::Submitted : Waiting {
    Submitted(registers::Ticket of, registers::Work what, registers::Then after)
        : own_ticket{std::move(of)}, own_work{std::move(what)}, then{std::move(after)} {
        ticket = &own_ticket;
        work = &own_work;
        submitted = this;
    }
    registers::Ticket own_ticket;
    registers::Work own_work;
    registers::Then then;
};

void Writer::Waiting::tell() {
    if (submitted != nullptr) {
        const std::unique_ptr<Submitted> mine{submitted};
        return mine->then(*std::move(mine->answer));
    }
    done.store(1, std::memory_order_release);
    wakeOne(done);  // By address only: the caller may be gone by now.
}

Writer::Writer(Rooms rooms, Options options)
    : rooms_{rooms}, options_{std::move(options)}, batch_{std::make_unique<Batch>(rooms)} {
    if (!options_.free_bytes)
        options_.free_bytes = [&connection = rooms_.connection] { return connection.freeBytes(); };
}

Writer::~Writer() { stop(); }

void Writer::start() {
    seq_.store(rooms_.journal.head().seq, std::memory_order_release);
    thread_ = std::thread{[this] {
        ::prctl(PR_SET_NAME, "writer");  // For whoever looks at the host from outside.
        loop();
    }};
}

void Writer::stop() {
    if (stopping_.exchange(true)) return;
    wake();
    if (thread_.joinable()) thread_.join();
    // Whoever was quick enough to queue behind the thread's last look is told; whoever comes now finds it closed.
    for (auto* waiting = queue_.exchange(closed()); waiting != nullptr;) {
        auto* const next = waiting->next;
        waiting->answer = Error{codes::kBusy, {}, "the host is stopping"};
        waiting->tell();
        waiting = next;
    }
}

Result<registers::Reply> Writer::once(const registers::Ticket& ticket, const registers::Work& work) {
    const auto kept = asKept(ticket);
    Waiting waiting;
    waiting.ticket = &kept;
    waiting.work = &work;
    if (!enqueue(waiting)) return Error{codes::kBusy, {}, "the host is stopping"};
    waiting.wait();
    return *std::move(waiting.answer);
}

void Writer::submit(registers::Ticket ticket, registers::Work work, registers::Then then) {
    auto waiting = std::make_unique<Submitted>(asKept(std::move(ticket)), std::move(work), std::move(then));
    if (enqueue(*waiting)) {
        (void)waiting.release();  // The queue's, until it is told.
        return;
    }
    waiting->then(Error{codes::kBusy, {}, "the host is stopping"});
}

registers::Ticket Writer::asKept(registers::Ticket ticket) const {
    if (options_.keep_digest) ticket.request = options_.keep_digest(ticket.request);
    return ticket;
}

void Writer::note(const registers::Ticket& ticket, std::string_view purpose) {
    Waiting waiting;
    waiting.ticket = &ticket;
    waiting.purpose = purpose;
    if (!enqueue(waiting)) throw StoreDown{"the host is stopping"};
    waiting.wait();
    if (waiting.answer && !*waiting.answer) throw StoreDown{"a read that must be noted cannot be: the disk is full"};
}

void Writer::catchUp() {
    Waiting waiting;
    if (enqueue(waiting)) waiting.wait();
}

Writer::Waiting* Writer::closed() {
    static Waiting mark;
    return &mark;
}

bool Writer::enqueue(Waiting& waiting) {
    BUONO_CHECK(std::this_thread::get_id() != thread_.get_id());  // It would wait for itself.
    auto* newest = queue_.load();
    do {
        if (newest == closed()) return false;
        waiting.next = newest;
    } while (!queue_.compare_exchange_weak(newest, &waiting));
    if (newest == nullptr) wake();  // `waiting` is the thread's now: not to be looked at.
    return true;
}

void Writer::wake() {
    calls_.fetch_add(1);
    wakeOne(calls_);
}

Writer::Waiting* Writer::take() {
    for (;;) {
        const auto calls = calls_.load();
        Waiting* oldest = nullptr;
        for (auto* newest = queue_.exchange(nullptr); newest != nullptr;) {
            auto* const next = newest->next;
            newest->next = oldest;
            oldest = newest;
            newest = next;
        }
        if (oldest != nullptr) return oldest;
        if (stopping_) return nullptr;
        sleepWhile(calls_, calls);  // Whoever queued after the look has raised it.
    }
}

void Writer::loop() {
    while (auto* const first = take()) {
        if (onlyLooks(first))
            batch_->catchUp();
        else
            serve(first);
        const auto seq = rooms_.journal.head().seq;
        seq_.store(seq, std::memory_order_release);
        tell(first);
        if (options_.journal_grew) options_.journal_grew(seq);
        if (const auto due = rooms_.outbox.takeFirstDue(); due && options_.errands_wait) options_.errands_wait(*due);
        rooms_.connection.checkpoint(false);
    }
    if (freeBytes() >= options_.free_bytes_min) batch_->finish();
    rooms_.connection.checkpoint(true);
}

bool Writer::onlyLooks(const Waiting* first) {
    while (first != nullptr && first->ticket == nullptr) first = first->next;
    return first == nullptr;
}

void Writer::serve(Waiting* first) {
    const auto free_bytes = freeBytes();
    tickets_.clear();
    for (const auto* waiting = first; waiting != nullptr; waiting = waiting->next)
        if (waiting->work != nullptr) tickets_.push_back(waiting->ticket);
    batch_->begin(tickets_);
    std::uint64_t served = 0;
    for (auto* waiting = first; waiting != nullptr; waiting = waiting->next, ++served) {
        if (waiting->work != nullptr) {
            batch_->once(*waiting->ticket, *waiting->work, free_bytes < options_.free_bytes_min, waiting->answer);
        } else if (waiting->ticket == nullptr) {
            continue;  // It only wanted to see what others did: the turn has shown it.
        } else if (free_bytes < options_.free_bytes_min / 4) {  // The floor's reserve is for notes: reads go on.
            waiting->answer = Error{codes::kStoreFull, {}, {}};
        } else {
            batch_->note(*waiting->ticket, waiting->purpose);
        }
    }
    batch_->end();
    batches_.fetch_add(1, std::memory_order_relaxed);
    changes_.fetch_add(served, std::memory_order_relaxed);
}

void Writer::tell(Waiting* first) {
    for (auto* waiting = first; waiting != nullptr;) {
        auto* const next = waiting->next;  // Once told, it is gone.
        waiting->tell();
        waiting = next;
    }
}

std::int64_t Writer::freeBytes() {
    const auto now_ms = steadyMs();
    if (now_ms - looked_at_space_ms_ < kLookAtSpaceMs && looked_at_space_ms_ != 0) return free_bytes_;
    looked_at_space_ms_ = now_ms;
    return free_bytes_ = options_.free_bytes();
}

}  // namespace buono::store
