#include "adapters/plugins/worker_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace buono::plugins {
namespace {

constexpr auto kStartLimit = std::chrono::seconds{5};

/// In the child of a program with threads: nothing here but plain system calls.
[[noreturn]] void become(const char* program, int host, int plugin) {
    const int host_high = ::fcntl(host, F_DUPFD, 100);
    const int plugin_high = ::fcntl(plugin, F_DUPFD, 100);
    ::dup2(host_high, 3);
    ::dup2(plugin_high, 4);
    ::syscall(SYS_close_range, 5U, ~0U, 0U);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (int standard = 0; standard < 3; ++standard) ::dup2(nothing, standard);
    ::close(nothing);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    char name[] = "buono-worker";
    char* const arguments[] = {name, nullptr};
    char* const environment[] = {nullptr};
    ::execve(program, arguments, environment);
    ::_exit(127);
}

bool read(const Frame& frame, Said& said) {
    Reader in{frame.payload};
    said.outcome = in.number<std::uint32_t>();
    said.amount_minor = in.number<std::int64_t>();
    said.check_after_ms = in.number<std::int64_t>();
    said.valid_until_ms = in.number<std::int64_t>();
    said.currency = in.text(4);
    said.ref = in.text(128);
    said.reason = in.text(64);
    said.message = in.text(256);
    said.redirect_url = in.text(1024);
    return in.isWhole();
}

How howOf(Io io) {
    if (io == Io::Late) return How::Late;
    return io == Io::Closed ? How::Died : How::Garbage;
}

}  // namespace

std::string WorkerProcess::start(const std::string& program, const PluginFile& file) {
    end();
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return "no socket for it";
    pid_ = ::fork();
    if (pid_ == 0) become(program.c_str(), pair[1], file.descriptor());
    ::close(pair[1]);
    if (pid_ < 0) return ::close(pair[0]), "no process for it";
    pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    channel_.emplace(pair[0]);
    auto why = greeting();
    if (!why.empty()) end();
    return why;
}

std::string WorkerProcess::greeting() {
    Frame frame;
    const auto io = channel_->receive(frame, Deadline::clock::now() + kStartLimit);
    if (io == Io::Late) return "it did not start in time";
    if (io != Io::Done) return "it died while it was loaded";
    if (frame.type == FrameType::Hello) return {};
    Reader in{frame.payload};
    const std::string why{in.text(2000)};
    return frame.type == FrameType::Fatal && in.isWhole() ? why : "it broke the protocol";
}

How WorkerProcess::call(const Call& call, std::chrono::milliseconds limit, Services& services, Said& said) {
    if (!isRunning()) return How::NotDelivered;
    const auto deadline = Deadline::clock::now() + limit;
    const auto number = ++calls_;
    Writer writer{FrameType::Call, number};
    writer.number(call.op).number(call.attempt).number(call.amount_minor).number(std::int64_t{limit.count()});
    writer.text(call.currency).text(call.op_id).text(call.parent_id).text(call.ref).text(call.data);
    services.begin(call);
    // A worker that was dead before it could read all of this never had a whole call.
    if (channel_->send(writer.frame(), deadline) != Io::Done) return end(), How::NotDelivered;
    const auto how = converse(number, deadline, services, said);
    if (how != How::Answered) end();
    return how;
}

How WorkerProcess::converse(std::uint64_t number, Deadline deadline, Services& services, Said& said) {
    for (Frame frame;;) {
        if (const auto io = channel_->receive(frame, deadline); io != Io::Done) return howOf(io);
        if (frame.call != number) return How::Garbage;
        if (frame.type == FrameType::Result) return read(frame, said) ? How::Answered : How::Garbage;
        if (frame.type != FrameType::HostRequest) return How::Garbage;
        Writer reply{FrameType::HostReply, number};
        if (!services.serve(frame.payload, reply)) return How::Garbage;
        if (const auto io = channel_->send(reply.frame(), deadline); io != Io::Done) return howOf(io);
    }
}

void WorkerProcess::end() {
    channel_.reset();
    if (pid_ <= 0) return;
    if (pidfd_ >= 0) {
        ::syscall(SYS_pidfd_send_signal, pidfd_, SIGKILL, nullptr, 0);
        ::close(pidfd_);
    } else {
        ::kill(pid_, SIGKILL);  // Our own child, not yet waited for: the number is still its own.
    }
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    pidfd_ = -1;
}

}  // namespace buono::plugins
