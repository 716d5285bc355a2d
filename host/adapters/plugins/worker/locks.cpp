#include "adapters/plugins/worker/locks.hpp"

#include <grp.h>
#include <linux/landlock.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "adapters/plugins/worker/filter.hpp"

// The tests build this program again with locks left out, to see that each of their doors is a door.
#ifndef BUONO_LOCKS
#define BUONO_LOCKS 63
#endif
#ifndef BUONO_LANDLOCK
#define BUONO_LANDLOCK 6
#endif

namespace buono::plugins {
namespace {

enum Lock : unsigned { kLimits = 1, kUser = 2, kRoot = 4, kLandlock = 8, kFilter = 16, kHost = 32 };
constexpr bool has(Lock lock) { return (BUONO_LOCKS & lock) != 0; }

bool limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    return ::setrlimit(resource, &both) == 0;
}

bool limitAll() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // They reserve terabytes of addresses.
    if (!limit(RLIMIT_AS, 512U << 20)) return false;
#endif
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 16) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_STACK, 8U << 20) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0) &&
           limit(RLIMIT_NPROC, 0);
}

/// A root folder in which nothing lies but this process's own descriptors: as root, or as the only user of a name
/// space.
bool ownRoot() {
    if (::geteuid() != 0 && ::unshare(CLONE_NEWUSER) != 0) return false;
    return ::chroot("/proc/self/fd") == 0 && ::chdir("/") == 0;
}

bool become(uid_t user) {
    return ::setgroups(0, nullptr) == 0 && ::setresgid(user, user, user) == 0 && ::setresuid(user, user, user) == 0;
}

struct Ruleset {  // As far as version 6 of the kernel's interface; an older kernel is told only what it knows.
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scoped = 0;
};

/// A ruleset without a rule: nothing on any file system can be opened, made, renamed or removed. Its version, or 0.
int landlock() {
    const auto version = std::min<long>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION), BUONO_LANDLOCK);
    if (version < 1) return 0;
    Ruleset all{(1U << 13) - 1, 0, 0};
    std::size_t size = offsetof(Ruleset, network);
    if (version >= 2) all.files |= 1U << 13;  // Linking and renaming between folders.
    if (version >= 3) all.files |= 1U << 14;  // Truncating.
    if (version >= 4) all.network = 3, size = offsetof(Ruleset, scoped);
    if (version >= 5) all.files |= 1U << 15;  // Talking to devices.
    if (version >= 6) all.scoped = 3, size = sizeof all;
    const auto rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size, 0));
    if (rules < 0) return 0;
    const bool shut = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return shut ? static_cast<int>(version) : 0;
}

/// The kernel forgets this at a change of user, so it comes after; and the host may have died before it was said.
bool endsWith(pid_t host) { return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == host; }

}  // namespace

Locks lockIn(uid_t user, pid_t host, std::string& fault) {
    Locks locks;
    locks.own_root = has(kRoot) && ownRoot();
    locks.own_user = has(kUser) && user != 0;
    if (locks.own_user && !become(user)) fault = "the worker could not become a user of its own";
    if (has(kHost) && !endsWith(host)) fault = "the host that started this worker is gone";
    locks.limits = has(kLimits) && limitAll();
    const bool silent = ::prctl(PR_SET_DUMPABLE, 0) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    locks.landlock = has(kLandlock) ? landlock() : 0;
    locks.filter = silent && has(kFilter) && filterForLoading();
    return locks;
}

const char* pluginPath(const Locks& locks) { return locks.own_root ? "/4" : "/proc/self/fd/4"; }

}  // namespace buono::plugins
