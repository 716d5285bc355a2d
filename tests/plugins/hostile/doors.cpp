// A plugin that tries the door that call.data names, "ACT ARGUMENT", and says "done" or "denied". Tests only.
//
// Every act is one that succeeds in a plain process run by root, so that a denial is the lock's doing.
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <buono/plugin/payment.hpp>
#include <cerrno>
#include <cstdlib>
#include <ctime>

using namespace buono::plugin;

namespace {

bool opens(const std::string& path, int flags) { return ::open(path.c_str(), flags | O_CLOEXEC, 0600) >= 0; }

bool lists(const std::string& path) {
    DIR* const folder = ::opendir(path.c_str());
    return folder && ::readdir(folder);
}

bool isThere(const std::string& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0;
}

bool forks() {
    const auto child = ::fork();
    if (child == 0) ::_exit(0);
    if (child > 0) ::waitpid(child, nullptr, 0);
    return child > 0;
}

bool hasThreads() {
    pthread_t thread{};
    if (::pthread_create(
            &thread, nullptr, [](void* nothing) { return nothing; }, nullptr) != 0)
        return false;
    return ::pthread_join(thread, nullptr) == 0;
}

/// EFAULT is an answer about that process's memory: we were let in.
bool reads(pid_t stranger) {
    char here = 0;
    const iovec mine{&here, 1};
    const iovec theirs{reinterpret_cast<void*>(16), 1};
    return ::process_vm_readv(stranger, &mine, 1, &theirs, 1, 0) >= 0 || errno == EFAULT;
}

bool maps(std::size_t bytes, int protection) {
    void* const page = ::mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED;
}

bool turnsCode() {
    void* const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

bool takesDescriptors() {
    for (int i = 0; i < 64; ++i)
        if (::dup(3) < 0) return false;
    return true;
}

/// Whether any descriptor but the standard ones and the channel is open.
bool findsDescriptors() {
    for (int i = 4; i < 1024; ++i)
        if (::lseek(i, 0, SEEK_CUR) >= 0 || errno == ESPIPE) return true;
    return false;
}

bool becomesRoot() { return ::setuid(0) == 0; }

bool changesItsLimits() {
    rlimit now{};
    if (::getrlimit(RLIMIT_CPU, &now) != 0) return false;
    return ::setrlimit(RLIMIT_CPU, &now) == 0;
}

/// A number with nonsense behind it: the kernel complains of the nonsense, unless the door is shut.
bool calls(long number) {
    return ::syscall(number, -1L, 0L, 0L, 0L, 0L, 0L) >= 0 || (errno != EPERM && errno != EACCES);
}

bool executes(const std::string& made) {
    std::string program = "/usr/bin/touch";
    std::string argument = made;
    char* const arguments[] = {program.data(), argument.data(), nullptr};
    return ::execv(program.c_str(), arguments) == 0;
}

}  // namespace

class Doors final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override {
        const std::string text{call.data()};
        const auto space = text.find(' ');
        const auto what = text.substr(0, space);
        const auto argument = space == std::string::npos ? std::string{} : text.substr(space + 1);
        return Answer::declined(tries(what, argument) ? "done" : "denied");
    }
    Answer query(const Call&) override { return Answer::unknown("doors"); }

private:
    bool tries(const std::string& what, const std::string& argument) {
        const auto number = std::atol(argument.c_str());
        const auto pid = static_cast<pid_t>(number);
        if (what == "read") return opens(argument, O_RDONLY);
        if (what == "write") return opens(argument, O_WRONLY | O_CREAT);
        if (what == "stat") return isThere(argument);
        if (what == "list") return lists(argument);
        if (what == "socket") return ::socket(static_cast<int>(number), SOCK_STREAM, 0) >= 0;
        if (what == "fork") return forks();
        if (what == "thread") return hasThreads();
        if (what == "exec") return executes(argument);
        if (what == "ptrace") return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0;
        if (what == "peek") return reads(pid);
        if (what == "signal") return ::kill(pid, 0) == 0;
        if (what == "code_page") return maps(4096, PROT_READ | PROT_WRITE | PROT_EXEC);
        if (what == "turn_code") return turnsCode();
        if (what == "memory") return maps(700U << 20, PROT_READ | PROT_WRITE);
        if (what == "descriptors") return takesDescriptors();
        if (what == "inherited") return findsDescriptors();
        if (what == "inherited_if_any") return ::dup(3) >= 0 && findsDescriptors();
        if (what == "environment") return ::environ && ::environ[0];
        if (what == "environment_if_any") return ::setenv("A", "b", 1) == 0 && ::environ[0];
        if (what == "root") return becomesRoot();
        if (what == "limits") return changesItsLimits();
        if (what == "syscall") return calls(number);
        if (what == "kept") return host.kept(argument).version != 0;
        if (what == "keep") return host.keep(argument, "mine", 0);
        if (what == "config") return host.config(argument).has_value();
        if (what == "sign") return host.sign(argument, "hmac-sha256", "x").has_value();
        if (what == "meet") return meets(argument);
        return false;
    }

    /// Leaves word and waits for the other's: only both at once can do it.
    bool meets(const std::string& both) {
        const auto mine = both.substr(0, 1);
        host.keep(mine, "here", 0);
        for (int i = 0; i < 200; ++i) {
            if (host.kept(both.substr(1)).version != 0) return true;
            const timespec moment{0, 10'000'000};
            ::nanosleep(&moment, nullptr);
        }
        return false;
    }
};

BUONO_PLUGIN(Doors);
