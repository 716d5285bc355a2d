// Worker processes by themselves: what breaks the table, who outlives whom, and how many there are.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "adapters/plugins/bench.hpp"

namespace buono::plugins {
namespace {

class Raw : public PluginBench {
protected:
    std::unique_ptr<Supervisor> raw() { return hostWith({"raw", BUONO_HOSTILE "/raw.so", "", {}}, kHostile); }
    static Verdict doing(Supervisor& host, const std::string& what, buono_op op = BUONO_OP_AUTHORIZE,
                         std::int64_t cents = 1000) {
        auto call = about(op, "op-" + what, cents);
        call.data = what;
        call.recorded = true;  // So that an honest yes is believed.
        return host.call("raw", call);
    }
};

TEST_F(Raw, WhoeverBreaksTheTableIsUnknownAndTheNextCallWorks) {
    for (const char* what : {"overrun", "unterminated", "stack", "throw", "exit", "failed", "twice", "other_call",
                             "huge", "locked", "drip", "closed"}) {
        SCOPED_TRACE(what);
        const auto host = raw();
        EXPECT_EQ(doing(*host, what).outcome, BUONO_UNKNOWN);
        EXPECT_EQ(doing(*host, "good").outcome, BUONO_APPROVED);
    }
}

TEST_F(Raw, EveryOperationIsHeldLikeTheFirst) {
    for (const auto op : {BUONO_OP_CAPTURE, BUONO_OP_VOID, BUONO_OP_REFUND, BUONO_OP_QUERY, BUONO_OP_WEBHOOK,
                          BUONO_OP_SETTLEMENT_IN, BUONO_OP_PAYOUT_OUT})
        for (const char* what :
             {"overrun", "stack", "throw", "exit", "failed", "twice", "other_call", "huge", "locked"}) {
            SCOPED_TRACE(what + std::string{" in "} + std::to_string(op));
            const auto host = raw();
            EXPECT_EQ(doing(*host, what, op).outcome, BUONO_UNKNOWN);
            EXPECT_EQ(doing(*host, "good", op).outcome, BUONO_APPROVED);
        }
}

/// An answer is believed only for its own amount, so one given to another caller would show.
TEST_F(Raw, ACrowdOfCallersGetsEachItsOwnAnswer) {
    constexpr std::int64_t kCallers = 8;
    constexpr std::int64_t kCalls = 100;
    auto chosen = ways(kHostile);
    chosen.processes_max = 3;
    Supervisor host{chosen, shelf_};
    ASSERT_TRUE(host.install({"raw", BUONO_HOSTILE "/raw.so", "", {}}));
    std::vector<std::future<std::int64_t>> callers;
    for (std::int64_t n = 0; n < kCallers; ++n)
        callers.push_back(std::async(std::launch::async, [&host, n] {
            std::int64_t good = 0;
            for (std::int64_t i = 1; i <= kCalls; ++i)
                good += doing(host, "good", BUONO_OP_AUTHORIZE, n * kCalls + i).outcome == BUONO_APPROVED;
            return good;
        }));
    for (auto& caller : callers) EXPECT_EQ(caller.get(), kCalls);
    EXPECT_EQ(host.standings().front().calls, static_cast<std::uint64_t>(kCallers * kCalls));
    EXPECT_EQ(host.standings().front().faults, 0U);
    EXPECT_LE(host.standings().front().processes, 3U);
}

TEST_F(Raw, WhatItWritesBesideItsResultHarmsOnlyItself) {
    for (const char* what : {"overrun_little", "size", "call", "setjmp", "longjmp"}) {
        SCOPED_TRACE(what);
        const auto host = raw();
        doing(*host, what);  // Believed or not; the next is not touched by it.
        EXPECT_EQ(doing(*host, "good").outcome, BUONO_APPROVED);
    }
}

TEST_F(Raw, AnAnswerAheadOfItsQuestionIsNeverTheNextOnes) {
    const auto host = raw();
    for (int i = 0; i < 20; ++i) {
        auto early = about(BUONO_OP_AUTHORIZE, "op-early");
        early.data = "early";
        early.recorded = true;
        host->call("raw", early);
        auto other = about(BUONO_OP_AUTHORIZE, "op-other", 7);
        other.data = "failed";
        other.recorded = true;
        EXPECT_NE(host->call("raw", other).outcome, BUONO_APPROVED);
    }
}

// ---- who outlives whom

class Lives : public PluginBench {
protected:
    /// A host of its own, in a process of its own, with one worker that never stops working. Both by number.
    struct Family {
        pid_t host = -1;
        pid_t worker = -1;
    };
    static Family hostWithABusyWorker(const char* program) {
        int pipe[2];
        EXPECT_EQ(::pipe(pipe), 0);
        Family family;
        family.host = ::fork();
        if (family.host == 0) beHost(program, pipe[1]);
        ::close(pipe[1]);
        EXPECT_EQ(::read(pipe[0], &family.worker, sizeof family.worker), static_cast<ssize_t>(sizeof family.worker));
        ::close(pipe[0]);
        return family;
    }
    [[noreturn]] static void beHost(const char* program, int tell) {
        const auto file = PluginFile::open(BUONO_HOSTILE "/hostile.so");
        Nursery nursery{program};
        WorkerProcess worker;
        if (!worker.start(nursery, *file, {0, Isolation::None}).empty()) ::_exit(1);
        const auto number = worker.id();
        if (::write(tell, &number, sizeof number) != sizeof number) ::_exit(1);
        MemoryDrawers drawers;
        DirectRegister registry;
        FixedClock clock;
        FakeDigest digest;
        Shelf shelf{registry, clock, digest, drawers, drawers, {}};
        auto call = about(BUONO_OP_AUTHORIZE, "a");
        call.data = "spin";
        Services services{shelf, file->manifest(), {}, call};
        Said said;
        worker.call(call, kNever, services, said);
        ::_exit(1);
    }
    /// Whether it ends within ten seconds. It is no child of ours, so its number is held by a pidfd.
    static bool ends(int pidfd) {
        pollfd wait{pidfd, POLLIN, 0};
        return ::poll(&wait, 1, 10'000) == 1;
    }
};

TEST_F(Lives, AHostThatIsKilledLeavesNoWorkerBehind) {
    const auto family = hostWithABusyWorker(BUONO_WORKER);
    const int worker = static_cast<int>(::syscall(SYS_pidfd_open, family.worker, 0));
    ::kill(family.host, SIGKILL);
    ::waitpid(family.host, nullptr, 0);
    EXPECT_TRUE(ends(worker));
    ::close(worker);
}

TEST_F(Lives, WithoutItsLockAWorkerOutlivesItsHost) {
    const auto family = hostWithABusyWorker(BUONO_HOSTILE "/worker_open");
    const int worker = static_cast<int>(::syscall(SYS_pidfd_open, family.worker, 0));
    ::kill(family.host, SIGKILL);
    ::waitpid(family.host, nullptr, 0);
    pollfd wait{worker, POLLIN, 0};
    EXPECT_EQ(::poll(&wait, 1, 200), 0);
    ::syscall(SYS_pidfd_send_signal, worker, SIGKILL, nullptr, 0);
    EXPECT_TRUE(ends(worker));
    ::close(worker);
}

TEST_F(Lives, AWorkerOutlivesTheThreadThatCalledIt) {
    const auto host = cashDesk();
    std::thread{[&] { host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a")); }}.join();
    EXPECT_EQ(host->call("cash_desk", about(BUONO_OP_QUERY, "a")).outcome, BUONO_PENDING);
    EXPECT_EQ(host->standings().front().processes, 1U);
}

/// As the service's unit runs it: no root, no user of its own to give.
TEST_F(Lives, AHostThatIsNotRootSealsItsPluginsToo) {
    if (::geteuid() != 0) GTEST_SKIP() << "the others run without root then";
    const auto child = ::fork();
    if (child == 0) {
        if (::setgid(65'534) != 0 || ::setuid(65'534) != 0 || ::access(BUONO_WORKER, X_OK) != 0) ::_exit(2);
        const auto file = PluginFile::open(BUONO_HOSTILE "/hostile.so");
        if (!file) ::_exit(2);
        Nursery nursery{BUONO_WORKER};
        WorkerProcess worker;
        ::_exit(worker.start(nursery, *file, {0, Isolation::Sealed}).empty() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WEXITSTATUS(status) == 2) GTEST_SKIP() << "this folder is not open to others";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

// ---- more than one at a time

class Many : public PluginBench {
protected:
    static Pool::Place place(std::size_t max) { return {0, Isolation::Filtered, max}; }

    Result<PluginFile> file_ = PluginFile::open(BUONO_HOSTILE "/doors.so");
    Nursery nursery_{BUONO_WORKER};
};

TEST_F(Many, TheOneThatRestedLeastIsLentAgain) {
    Pool pool{nursery_, *file_, place(2)};
    auto first = pool.lend(kNever);
    auto second = pool.lend(kNever);
    const auto number = second.worker->id();
    pool.takeBack(std::move(first.worker));
    pool.takeBack(std::move(second.worker));
    EXPECT_EQ(pool.lend(kNever).worker->id(), number);
}

TEST_F(Many, NoMoreThanAllowedAndNobodyWaitsBeyondTheDeadline) {
    Pool pool{nursery_, *file_, place(1)};
    auto only = pool.lend(kNever);
    const auto none = pool.lend(Deadline::clock::now());
    EXPECT_FALSE(none.worker);
    EXPECT_TRUE(none.busy);
    auto waiting = std::async(std::launch::async, [&] { return pool.lend(kNever); });
    const auto number = only.worker->id();
    pool.takeBack(std::move(only.worker));
    EXPECT_EQ(waiting.get().worker->id(), number);
}

TEST_F(Many, OneThatDiedAtRestIsReplacedBeforeItIsLent) {
    Pool pool{nursery_, *file_, place(1)};
    auto first = pool.lend(kNever);
    const auto number = first.worker->id();
    const int died = static_cast<int>(::syscall(SYS_pidfd_open, number, 0));
    ::syscall(SYS_pidfd_send_signal, died, SIGKILL, nullptr, 0);
    pollfd wait{died, POLLIN, 0};
    ::poll(&wait, 1, 10'000);
    ::close(died);
    pool.takeBack(std::move(first.worker));
    const auto second = pool.lend(kNever);
    ASSERT_TRUE(second.worker);
    EXPECT_NE(second.worker->id(), number);
    EXPECT_EQ(pool.processes(), 1U);
}

TEST_F(Many, OneThatDiesOrStaysWhileItIsLoadedIsGivenUp) {
    const auto why = [&](const char* name, Deadline deadline) {
        const auto file = PluginFile::open(std::string{BUONO_HOSTILE "/"} + name + ".so");
        Pool pool{nursery_, *file, place(1)};
        const auto lent = pool.lend(deadline);
        EXPECT_FALSE(lent.busy);
        EXPECT_EQ(pool.processes(), 0U);
        return lent.why;
    };
    EXPECT_EQ(why("early_end", kNever), "it died while it was loaded (signal 6)");
    EXPECT_EQ(why("early_stay", Deadline::clock::now() + std::chrono::milliseconds{300}), "it did not start in time");
}

TEST_F(Many, AProgramThatIsNotThereIsNamed) {
    Nursery nursery{"/nowhere/buono-worker"};
    Pool pool{nursery, *file_, place(1)};
    EXPECT_THAT(pool.lend(kNever).why, ::testing::HasSubstr("/nowhere/buono-worker cannot be started: No such file"));
    EXPECT_EQ(pool.processes(), 0U);
}

/// Two calls that each wait for a word of the other: two processes have it, one does not.
TEST_F(Many, CallsRunAtOnceInProcessesOfTheirOwn) {
    const auto met = [&](std::size_t processes, const std::string& a, const std::string& b) {
        auto chosen = ways(kHostile);
        chosen.deadline_ms = 20'000;
        chosen.processes_max = processes;
        Supervisor host{chosen, shelf_};
        EXPECT_TRUE(host.install({"doors", BUONO_HOSTILE "/doors.so", "", {}}));
        const auto ask = [&](const std::string& words) {
            auto call = about(BUONO_OP_AUTHORIZE, "op-" + words);
            call.data = "meet " + words;
            return host.call("doors", call).said.reason == "done";
        };
        auto other = std::async(std::launch::async, ask, a + b);
        const bool here = ask(b + a);
        return other.get() && here;
    };
    EXPECT_TRUE(met(2, "a", "b"));
    EXPECT_FALSE(met(1, "c", "d"));
}

}  // namespace
}  // namespace buono::plugins
