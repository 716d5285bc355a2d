// Every door out of a worker: shut in the real one, open in the same program without its locks.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/plugins/bench.hpp"

namespace buono::plugins {
namespace {

namespace files = std::filesystem;

constexpr const char* kLocked = BUONO_WORKER;
constexpr const char* kOpen = BUONO_HOSTILE "/worker_open";
constexpr const char* kOldKernel = BUONO_HOSTILE "/worker_old_kernel";
constexpr const char* kNoFilter = BUONO_HOSTILE "/worker_no_filter";

class Doors : public PluginBench {
protected:
    Doors() {
        files::create_directories(folder_);
        std::ofstream{ledger_} << "money";
        files::permissions(ledger_, files::perms::owner_read | files::perms::owner_write);
    }
    ~Doors() override { files::remove_all(folder_); }

    static std::string file(const std::string& name) { return std::string{BUONO_HOSTILE "/"} + name + ".so"; }

    std::unique_ptr<Supervisor> host(const char* worker, const std::string& plugin = "doors") {
        auto chosen = ways(kHostile, worker);
        chosen.deadline_ms = 20'000;
        if (worker == kOpen || worker == kNoFilter) chosen.isolation_own = Isolation::None;
        auto made = std::make_unique<Supervisor>(chosen, shelf_);
        const auto done = made->install({plugin, file(plugin), "", {}});
        EXPECT_TRUE(done) << done.error().detail;
        return made;
    }
    /// "done", "denied", or what became of the process.
    std::string tried(Supervisor& host, const std::string& what, const std::string& plugin = "doors") {
        auto call = about(BUONO_OP_AUTHORIZE, "op-" + what);
        call.data = what;
        const auto verdict = host.call(plugin, call);
        return verdict.outcome == BUONO_DECLINED ? verdict.said.reason : verdict.why;
    }
    std::string tried(const char* worker, const std::string& what, const std::string& plugin = "doors") {
        return tried(*host(worker, plugin), what, plugin);
    }

    const files::path folder_ = files::path{BUONO_HOSTILE} / ("doors-" + std::to_string(::getpid()));
    const std::string ledger_ = folder_ / "buono.db";
    const std::string host_ = std::to_string(::getpid());
    const std::string new_ = folder_ / "new";
};

constexpr auto kEnded = "the plugin died (signal 31)";  // SIGSYS: an escape nobody attempts by mistake.

TEST_F(Doors, AreOpenWithoutLocksAndShutWithThem) {
    if (::geteuid() != 0) GTEST_SKIP() << "the open half of it needs root";
    struct Door {
        std::string what;
        const char* shut = "denied";
    };
    const Door doors[] = {
        {"read /etc/passwd"},
        {"read /etc/shadow"},
        {"read ../../../../../../../../../../../../etc/passwd"},
        {"read " + ledger_},
        {"stat " + ledger_},
        {"write " + new_},
        {"list /"},
        {"list /proc"},
        {"read /proc/self/maps"},
        {"read /proc/" + host_ + "/environ"},
        {"read /proc/" + host_ + "/mem"},
        {"socket 1"},
        {"socket 2"},
        {"socket 10"},
        {"fork"},
        {"thread"},
        {"ptrace", kEnded},
        {"peek " + host_, kEnded},
        {"signal " + host_},
        {"signal 1"},
        {"code_page"},
        {"turn_code"},
        {"memory"},
        {"descriptors"},
        {"root"},
        {"limits"},
    };
    for (const auto& door : doors) {
        SCOPED_TRACE(door.what);
        EXPECT_EQ(tried(kOpen, door.what), "done");
        EXPECT_EQ(tried(kLocked, door.what), door.shut);
    }
}

TEST_F(Doors, NoOtherProgramIsRun) {
    if (::geteuid() != 0) GTEST_SKIP() << "the open half of it needs root";
    EXPECT_EQ(tried(kLocked, "exec " + new_), kEnded);
    EXPECT_FALSE(files::exists(new_));
    tried(kOpen, "exec " + new_);
    EXPECT_TRUE(files::exists(new_));
}

/// Numbers with nonsense behind them: without a filter the kernel looks at the nonsense.
TEST_F(Doors, TheKernelIsNotAskedForWhatNobodyNeeds) {
    if (::geteuid() != 0) GTEST_SKIP() << "the open half of it needs root";
    const auto open = host(kOpen);
    for (const long number : {SYS_bpf,
                              SYS_io_uring_setup,
                              SYS_add_key,
                              SYS_keyctl,
                              SYS_perf_event_open,
                              SYS_memfd_create,
                              SYS_pidfd_open,
                              SYS_pidfd_getfd,
                              SYS_setns,
                              SYS_mount,
                              SYS_umount2,
                              SYS_pivot_root,
                              SYS_sendmsg,
                              SYS_recvmsg,
                              SYS_connect,
                              SYS_bind,
                              SYS_accept4,
                              SYS_ioctl,
                              SYS_fcntl,
                              SYS_prctl,
                              SYS_prlimit64,
                              SYS_chroot,
                              SYS_chdir,
                              SYS_unlinkat,
                              SYS_renameat2,
                              SYS_linkat,
                              SYS_symlinkat,
                              SYS_mkdirat,
                              SYS_fchmodat,
                              SYS_fchownat,
                              SYS_mknodat,
                              SYS_statx,
                              SYS_readlinkat,
                              SYS_faccessat,
                              SYS_getdents64,
                              SYS_inotify_init1,
                              SYS_fanotify_init,
                              SYS_eventfd2,
                              SYS_timerfd_create,
                              SYS_signalfd4,
                              SYS_epoll_create1,
                              SYS_pipe2,
                              SYS_shmget,
                              SYS_msgget,
                              SYS_semget,
                              SYS_mq_open,
                              SYS_capset,
                              SYS_personality,
                              SYS_sethostname,
                              SYS_setpriority,
                              SYS_sched_setaffinity,
                              SYS_open_by_handle_at,
                              SYS_swapon,
                              SYS_init_module,
                              SYS_kexec_load,
                              SYS_userfaultfd,
                              SYS_process_madvise,
                              SYS_landlock_create_ruleset,
                              SYS_seccomp,
                              SYS_pkey_mprotect,
                              SYS_syslog,
                              SYS_clock_settime,
                              SYS_getppid,
                              SYS_sysinfo,
                              SYS_uname}) {
        SCOPED_TRACE(number);
        EXPECT_EQ(tried(*open, "syscall " + std::to_string(number)), "done");
        const auto shut = tried(kLocked, "syscall " + std::to_string(number));
        EXPECT_TRUE(shut == "denied" || shut == kEnded) << shut;
    }
}

TEST_F(Doors, NothingIsInheritedFromTheHost) {
    const int leak = ::fcntl(STDERR_FILENO, F_DUPFD, 100);  // Without close-on-exec, as a careless library opens it.
    ::setenv("BUONO_SECRET", "planted", 1);
    const auto locked = host(kLocked);
    EXPECT_EQ(tried(*locked, "inherited"), "denied");
    EXPECT_EQ(tried(*locked, "environment"), "denied");
    EXPECT_EQ(tried(kOpen, "inherited_if_any"), "done");
    EXPECT_EQ(tried(kOpen, "environment_if_any"), "done");
    ::close(leak);
    ::unsetenv("BUONO_SECRET");
}

TEST_F(Doors, AConstructorIsHeldLikeTheRest) {
    const files::path mark{BUONO_HOSTILE "/early-was-here"};
    files::remove(mark);
    EXPECT_EQ(tried(kLocked, "", "early"), "denied");
    EXPECT_FALSE(files::exists(mark));
    EXPECT_EQ(tried(kOpen, "", "early"), "done");
    EXPECT_TRUE(files::exists(mark));
    files::remove(mark);
}

TEST_F(Doors, OnePluginSeesNothingOfAnother) {
    const std::string cash_desk = BUONO_PLUGINS "/payments/cash_desk.so";
    const auto host = this->host(kLocked);
    ASSERT_TRUE(host->install({"cash_desk", cash_desk, hashOf(cash_desk), {{"check_after_s", "60"}}}));
    ASSERT_EQ(host->call("cash_desk", about(BUONO_OP_AUTHORIZE, "a")).outcome, BUONO_PENDING);
    EXPECT_TRUE(drawers_.find("cash_desk", "op/a"));
    EXPECT_EQ(tried(*host, "kept op/a"), "denied");
    EXPECT_EQ(tried(*host, "config check_after_s"), "denied");
    EXPECT_EQ(tried(*host, "sign cash_desk"), "denied");
    EXPECT_EQ(tried(*host, "keep op/a"), "done");  // A drawer of its own, under the same name.
    EXPECT_NE(drawers_.find("cash_desk", "op/a")->value, "mine");
}

// ---- what the host knows of it

class Levels : public Doors {
protected:
    Isolation level(const char* worker) { return host(worker)->standings().front().isolation; }
    std::string refusal(const char* worker, const std::string& sha256) {
        Supervisor host{ways(kHostile, worker), shelf_};
        const auto done = host.install({"early", file("early"), sha256, {}});
        return done ? "" : done.error().detail;
    }
};

TEST_F(Levels, AreReportedAsTheyAre) {
    EXPECT_EQ(level(kOpen), Isolation::None);
    EXPECT_EQ(level(kNoFilter), Isolation::None);
    EXPECT_EQ(level(kOldKernel), Isolation::Filtered);
    EXPECT_EQ(level(kLocked), ::geteuid() == 0 ? Isolation::Apart : Isolation::Sealed);
}

TEST_F(Levels, OnAnOldKernelOnlyTheSecondFilterHolds) {
    EXPECT_EQ(tried(kOldKernel, "", "early"), "done");
    EXPECT_EQ(tried(kOldKernel, "read /etc/passwd"), "denied");
    EXPECT_EQ(tried(kNoFilter, "code_page"), "done");
}

/// On a kernel without Landlock as root, and on Debian 12's as anybody.
TEST_F(Levels, AFolderOfItsOwnOrAnOldLandlockSealsToo) {
    const files::path mark{BUONO_HOSTILE "/early-was-here"};
    files::remove(mark);
    for (const char* worker : {BUONO_HOSTILE "/worker_root_only", BUONO_HOSTILE "/worker_landlock_only"}) {
        SCOPED_TRACE(worker);
        if (::geteuid() != 0 && level(worker) == Isolation::Filtered) continue;  // No right to a root folder.
        EXPECT_GE(level(worker), Isolation::Sealed);
        EXPECT_EQ(tried(worker, "", "early"), "denied");
        EXPECT_FALSE(files::exists(mark));
    }
}

TEST_F(Levels, APluginFromElsewhereIsNotLoadedWhereItIsNotHeld) {
    const files::path mark{BUONO_HOSTILE "/early-was-here"};
    files::remove(mark);
    const auto granted = hashOf(file("early"));
    EXPECT_EQ(refusal(kLocked, granted), "");
    EXPECT_THAT(refusal(kOldKernel, granted),
                ::testing::HasSubstr("\"filtered\", and plugins.isolation_min asks for more"));
    EXPECT_THAT(refusal(kNoFilter, ""), ::testing::HasSubstr("only to the level \"none\""));
    EXPECT_FALSE(files::exists(mark));  // It was refused before its constructors ran.
}

TEST_F(Levels, TheKernelSaysTheSame) {
    const auto opened = PluginFile::open(file("doors"));
    ASSERT_TRUE(opened);
    Nursery nursery{kLocked};
    WorkerProcess worker;
    ASSERT_EQ(worker.start(nursery, *opened, {::geteuid() == 0 ? 61'050U : 0U, Isolation::Sealed}), "");
    std::ifstream status{"/proc/" + std::to_string(worker.id()) + "/status"};
    const std::string text{std::istreambuf_iterator<char>{status}, {}};
    EXPECT_THAT(text, ::testing::HasSubstr("NoNewPrivs:\t1"));
    EXPECT_THAT(text, ::testing::HasSubstr("Seccomp:\t2"));
    EXPECT_THAT(text, ::testing::HasSubstr("Threads:\t1"));
    if (::geteuid() != 0) return;
    EXPECT_THAT(text, ::testing::HasSubstr("Uid:\t61050\t61050\t61050\t61050"));
    EXPECT_THAT(text, ::testing::HasSubstr("Groups:\t \n"));
    EXPECT_THAT(text, ::testing::HasSubstr("CapEff:\t0000000000000000"));
}

}  // namespace
}  // namespace buono::plugins
