#include "adapters/plugins/worker_process.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "adapters/plugins/plain_text.hpp"

namespace buono::plugins {
namespace {

constexpr auto kStartLimit = std::chrono::seconds{5};

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

bool isMachines(int error) {
    return error == EIO || error == ENOMEM || error == EAGAIN || error == EMFILE || error == ENFILE;
}

How howOf(Io io) {
    if (io == Io::Late) return How::Late;
    return io == Io::Closed ? How::Died : How::Garbage;
}

}  // namespace

std::string WorkerProcess::start(Nursery& nursery, const PluginFile& file, const Terms& terms) {
    end();
    int pair[2];
    lacked_machine_ = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0;
    if (lacked_machine_) return "no socket for it";
    const auto born = nursery.start({pair[1], file.descriptor(), terms.user, terms.least});
    ::close(pair[1]);
    lacked_machine_ = born < 0 && isMachines(-born);
    if (born < 0) return ::close(pair[0]), nursery.program() + " cannot be started: " + std::strerror(-born);
    pid_ = born;
    pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    channel_.emplace(pair[0]);
    auto why = greeting(std::min(terms.deadline, Deadline::clock::now() + kStartLimit));
    if (!why.empty()) end();
    return why;
}

bool WorkerProcess::readLocks(const Frame& frame) {
    Reader in{frame.payload};
    Locks locks;
    for (bool* shut : {&locks.limits, &locks.own_user, &locks.own_root, &locks.filter})
        *shut = in.number<std::uint8_t>() != 0;
    locks.landlock = in.number<std::int32_t>();
    isolation_ = levelOf(locks);
    return frame.type == FrameType::Locked && in.isWhole();
}

/// The first frame was sent before the plugin ran; whatever comes after may be the plugin's own words.
std::string WorkerProcess::greeting(Deadline deadline) {
    Frame frame;
    auto io = channel_->receive(frame, deadline);
    const bool locked = io == Io::Done && frame.type == FrameType::Locked;
    if (locked) io = readLocks(frame) ? channel_->receive(frame, deadline) : Io::Garbage;
    if (io == Io::Late) return "it did not start in time";
    if (io == Io::Closed) return end(), "it died while it was loaded (" + fate_ + ")";
    if (locked && io == Io::Done && frame.type == FrameType::Hello) return {};
    Reader in{frame.payload};
    const auto why = plainText(in.text(2000), 2000);
    return io == Io::Done && frame.type == FrameType::Fatal && in.isWhole() ? why : "it broke the protocol";
}

How WorkerProcess::call(const Call& call, Deadline deadline, Services& services, Said& said) {
    if (!isRunning()) return How::NotDelivered;
    if (!channel_->isQuiet()) return end(), How::NotDelivered;
    const auto left = std::chrono::floor<std::chrono::milliseconds>(deadline - Deadline::clock::now()).count();
    const auto number = ++calls_;
    Writer writer{FrameType::Call, number};
    writer.number(call.op).number(call.attempt).number(call.amount_minor).number(std::int64_t{left});
    writer.text(call.currency).text(call.op_id).text(call.parent_id).text(call.ref).text(call.data);
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
        if (frame.type == FrameType::Result)
            return read(frame, said) && !channel_->hasMore() ? How::Answered : How::Garbage;
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
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    fate_ = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                : "exit " + std::to_string(WEXITSTATUS(status));
    pid_ = -1;
    pidfd_ = -1;
}

}  // namespace buono::plugins
