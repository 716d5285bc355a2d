#include "adapters/plugins/nursery.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

namespace buono::plugins {
namespace {

constexpr int kChannel = 3;
constexpr int kPlugin = 4;

/// Above every number that is about to be given away.
struct Lifted {
    explicit Lifted(int descriptor) : number{::fcntl(descriptor, F_DUPFD_CLOEXEC, 10)} {}
    ~Lifted() {
        if (number >= 0) ::close(number);
    }
    Lifted(const Lifted&) = delete;
    Lifted& operator=(const Lifted&) = delete;
    int number;
};

struct Actions {
    Actions(int channel, int plugin) {
        ::posix_spawn_file_actions_init(&all);
        for (int standard = 0; standard < 3; ++standard)
            ::posix_spawn_file_actions_addopen(&all, standard, "/dev/null", O_RDWR, 0);
        ::posix_spawn_file_actions_adddup2(&all, channel, kChannel);
        ::posix_spawn_file_actions_adddup2(&all, plugin, kPlugin);
        ::posix_spawn_file_actions_addclosefrom_np(&all, kPlugin + 1);
    }
    ~Actions() { ::posix_spawn_file_actions_destroy(&all); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    posix_spawn_file_actions_t all{};
};

/// No signal blocked, none ignored: what the host does about signals is the host's.
struct Attributes {
    Attributes() {
        sigset_t none;
        sigset_t every;
        ::sigemptyset(&none);
        ::sigfillset(&every);
        ::posix_spawnattr_init(&all);
        ::posix_spawnattr_setsigmask(&all, &none);
        ::posix_spawnattr_setsigdefault(&all, &every);
        ::posix_spawnattr_setflags(&all, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&all); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    posix_spawnattr_t all{};
};

}  // namespace

Nursery::Nursery(std::string program) : program_{std::move(program)}, thread_{[this] { run(); }} {}

Nursery::~Nursery() {
    {
        const std::lock_guard lock{mutex_};
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

pid_t Nursery::start(const Order& order) {
    std::optional<pid_t> born;
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !wanted_; });
    wanted_ = [&, this] { born = spawn(order); };
    changed_.notify_all();
    changed_.wait(lock, [&] { return born.has_value(); });
    return *born;
}

void Nursery::run() {
    sigset_t every;
    ::sigfillset(&every);
    ::pthread_sigmask(SIG_BLOCK, &every, nullptr);  // The host's handlers run on the host's threads.
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [&] { return ending_ || wanted_; });
        if (ending_) return;
        wanted_();
        wanted_ = nullptr;
        changed_.notify_all();
    }
}

pid_t Nursery::spawn(const Order& order) const {
    const Lifted channel_end{order.channel};
    const Lifted plugin_file{order.plugin};
    if (channel_end.number < 0 || plugin_file.number < 0) return -EMFILE;
    const Actions actions{channel_end.number, plugin_file.number};
    const Attributes attributes;
    std::string name = "buono-worker";
    auto become = std::to_string(order.user);
    auto host = std::to_string(::getpid());
    auto least = std::to_string(static_cast<unsigned>(order.isolation));
    char* const arguments[] = {name.data(), become.data(), host.data(), least.data(), nullptr};
    char* const environment[] = {nullptr};
    pid_t born = -1;
    const int fault = ::posix_spawn(&born, program_.c_str(), &actions.all, &attributes.all, arguments, environment);
    return fault == 0 ? born : -fault;
}

}  // namespace buono::plugins
