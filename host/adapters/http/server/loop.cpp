#include "adapters/http/server/loop.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "adapters/http/answer.hpp"
#include "adapters/http/log.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/problem.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

using Poco::Net::PollSet;
using Poco::Net::StreamSocket;

constexpr std::int64_t kSweep_ms = 250;
constexpr std::int64_t kLinger_ms = 1'000;
constexpr std::size_t kLateAtOnce = 64;
constexpr std::size_t kAheadMax = 64 * 1024;  ///< Bytes of later requests kept while one is answered.
constexpr int kBacklog = 4'096;

std::int64_t steady_ms() {
    using std::chrono::milliseconds;
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A stream socket made of one end of a pair; Poco keeps this constructor for derived classes.
struct PairEnd : StreamSocket {
    explicit PairEnd(int descriptor) : StreamSocket{new Poco::Net::StreamSocketImpl{descriptor}} {}
};

// A connection that is broken already is found out when it is read.
void noDelay(StreamSocket& socket) {
    try {
        socket.setNoDelay(true);
    } catch (const Poco::Exception&) {
        return;
    }
}

// Every proxy on the way adds its word at the end, some on a line of their own: the very last is our proxy's.
std::string forwardedFor(const Fields& headers) {
    std::string_view last;
    for (const auto& [name, value] : headers)
        if (name == "x-forwarded-for") last = value;
    return std::string{last.substr(last.find_last_of(", ") + 1)};
}

}  // namespace

Bell::Bell() {
    int ends[2];
    BUONO_CHECK(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0);
    rope_ = ends[0];
    heard_ = std::make_unique<PairEnd>(ends[1]);
    heard_->setBlocking(false);
}

Bell::~Bell() { ::close(rope_); }

void Bell::ring() noexcept {
    if (!rung_.exchange(true)) (void)::send(rope_, "!", 1, MSG_NOSIGNAL);
}

void Bell::quiet() {
    char bytes[16];
    (void)heard_->receiveBytes(bytes, sizeof bytes);
    rung_ = false;
}

Server::Loop::Loop(const ServerConfig& config, Metrics& metrics, BodyCap body_cap, AnswererFactory factory)
    : config_{config}, metrics_{metrics}, body_cap_{std::move(body_cap)}, factory_{std::move(factory)} {
    listener_.bind(Poco::Net::SocketAddress{config.address, config.port}, true, false);
    listener_.listen(kBacklog);
    listener_.setBlocking(false);
    port_ = listener_.address().port();
    polls_.add(listener_, PollSet::POLL_READ);
    polls_.add(bell_.socket(), PollSet::POLL_READ);
}

void Server::Loop::stop() noexcept {
    stopping_ = true;
    bell_.ring();
}

void Server::Loop::run() {
    Crew crew{config_.handler_threads, config_.queue_max, factory_, [this] { bell_.ring(); }};
    for (;;) {
        const bool sweeping = sweep_place_ > 0;
        const auto ready = polls_.poll(Poco::Timespan{0, sweeping ? 0 : static_cast<long>(kSweep_ms) * 1000});
        now_ms_ = steady_ms();
        serve(ready);
        deliver(crew);
        handOver(crew);
        if (sweeping || now_ms_ - swept_ms_ >= kSweep_ms) sweep();
        if (stopping_ && stop_by_ms_ == 0) beginStop();
        if (mayStop()) return;
    }
}

void Server::Loop::serve(const Ready& ready) {
    for (const auto& [socket, mode] : ready) {
        if (socket == listener_) {
            acceptAll();
        } else if (socket == bell_.socket()) {
            bell_.quiet();
        } else {
            const auto descriptor = static_cast<std::size_t>(socket.impl()->sockfd());
            auto* c = descriptor < conversations_.size() ? conversations_[descriptor].get() : nullptr;
            if (c != nullptr && c->socket == socket) onReady(*c, mode);
        }
    }
}

void Server::Loop::acceptAll() {
    Poco::Net::SocketAddress from;  // From accept itself: of a client that has reset since, the socket knows none.
    for (int i = 0; i < kBacklog && listener_.poll(Poco::Timespan{}, Poco::Net::Socket::SELECT_READ); ++i) {
        std::optional<StreamSocket> socket;
        try {
            socket = listener_.acceptConnection(from);
        } catch (const Poco::Net::ConnectionAbortedException&) {
            continue;
        } catch (const Poco::Exception&) {
            accepting_ = false;  // Out of descriptors, most likely: sweep() tries again.
            return polls_.remove(listener_);
        }
        admit(*socket, from.host().toString());
    }
}

void Server::Loop::admit(StreamSocket socket, const std::string& peer) {
    const bool full = open_ >= config_.connections_max;
    auto& count = per_address_[peer];
    if (full || (count >= config_.connections_per_address && !isProxy(peer))) {
        if (count == 0) per_address_.erase(peer);
        return socket.close();
    }
    ++count;
    ++open_;
    metrics_.connections = static_cast<std::int64_t>(open_);
    socket.setBlocking(false);
    noDelay(socket);
    const int descriptor = socket.impl()->sockfd();
    const auto place = static_cast<std::size_t>(descriptor);
    if (place >= conversations_.size()) conversations_.resize(place + 64);
    conversations_[place].reset(new Conversation{socket, {descriptor, ++serial_}, peer});
    conversations_[place]->enter(Phase::Idle, now_ms_);
    conversations_[place]->polled = PollSet::POLL_READ;
    polls_.add(socket, PollSet::POLL_READ);
}

void Server::Loop::onReady(Conversation& c, int mode) {
    if ((mode & PollSet::POLL_WRITE) != 0 && c.phase == Phase::Sending) {
        push(c);
    } else if ((mode & PollSet::POLL_READ) != 0) {
        onReadable(c);
    } else if ((mode & PollSet::POLL_ERROR) != 0) {
        drop(c);
    }
}

void Server::Loop::onReadable(Conversation& c) {
    int read = -1;
    try {
        read = c.receiveInto(buffer_);
    } catch (const Poco::Exception&) {
        return drop(c);
    }
    if (read < 0) return;
    if (c.phase == Phase::Closing) return read == 0 ? drop(c) : void();
    if (read == 0) {
        c.peer_finished = true;
        const bool answering = c.phase == Phase::Busy || c.phase == Phase::Sending;
        return answering ? poll(c) : drop(c);
    }
    c.intake.append({buffer_.data(), static_cast<std::size_t>(read)});
    buffered_ += static_cast<std::size_t>(read);
    advance(c);
}

// Reads on from what is buffered, as far as it goes without the handler.
void Server::Loop::advance(Conversation& c) {
    if (c.phase == Phase::Busy || c.phase == Phase::Sending || c.phase == Phase::Closing) return poll(c);
    const auto before = c.intake.buffered();
    const auto state = c.intake.look(body_cap_);
    buffered_ -= before - c.intake.buffered();
    if (!state) return refuse(c, state.error());
    if (buffered_ > config_.buffered_bytes_max && *state != Intake::State::Whole)
        return refuse(c, {codes::kBusy, {}, "too many unfinished requests"});
    if (c.peer_finished && *state != Intake::State::Whole) return drop(c);
    switch (*state) {
        case Intake::State::Empty: return;
        case Intake::State::Head:
            if (c.phase != Phase::Head) c.enter(Phase::Head, now_ms_);
            return;
        case Intake::State::Continue:
            c.out = "HTTP/1.1 100 Continue\r\n\r\n";
            c.sent = 0;
            if (!c.sendSome() || c.unsent() > 0) return drop(c);
            [[fallthrough]];
        case Intake::State::Body:
            if (c.phase != Phase::Body) c.enter(Phase::Body, now_ms_);
            return;
        case Intake::State::Whole: return hire(c);
    }
}

void Server::Loop::hire(Conversation& c) {
    const auto before = c.intake.buffered();
    auto taken = c.intake.take();
    buffered_ -= before - c.intake.buffered();
    c.handed = taken.body.size();
    buffered_ += c.handed;
    c.close_after = !taken.head.keep_alive;
    auto address = isProxy(c.peer) ? forwardedFor(taken.head.headers) : std::string{};
    if (address.empty()) address = c.peer;
    c.enter(Phase::Busy, now_ms_);
    poll(c);
    jobs_.push_back({c.seat, {std::move(taken.head), std::move(taken.body), std::move(address)}});
}

// A refusal may frame the next pipelined request of its connection, which is then a job too.
void Server::Loop::handOver(Crew& crew) {
    while (!jobs_.empty()) {
        crew.give(jobs_);
        metrics_.queued = static_cast<std::int64_t>(crew.waiting());
        const auto refused = std::exchange(jobs_, {});
        for (const auto& job : refused)
            if (auto* c = find(job.seat)) sayBusy(*c, job.request.head);
    }
}

void Server::Loop::sayBusy(Conversation& c, const Head& head) {
    metrics_.refused_full.fetch_add(1, std::memory_order_relaxed);
    const auto busy = problem({codes::kBusy, {}, {}}, Language::English);
    say(c, answerOf(busy, head.keep_alive, {}, head.method == "HEAD"));
}

void Server::Loop::deliver(Crew& crew) {
    crew.collect(done_);
    for (auto& done : done_) {
        auto answer = done.finish();  // Counted and logged also where nobody waits for it any more.
        if (auto* c = find(done.seat)) say(*c, std::move(answer));
    }
    done_.clear();
    flushLog();
}

void Server::Loop::say(Conversation& c, Answer answer) {
    buffered_ -= std::exchange(c.handed, 0);
    c.out = std::move(answer.head);
    c.out_body = std::move(answer.body);
    c.sent = 0;
    c.close_after = c.close_after || answer.close;
    c.enter(Phase::Sending, now_ms_);
    push(c);
}

void Server::Loop::refuse(Conversation& c, const Error& error) {
    metrics_.refused_framing.fetch_add(1, std::memory_order_relaxed);
    say(c, answerOf(problem(error, Language::English), false));
}

void Server::Loop::push(Conversation& c) {
    if (!c.sendSome()) return drop(c);
    if (c.unsent() == 0) return finishAnswer(c);
    poll(c);
}

// What a client pipelined before it finished sending is answered too; a request cut short is not.
void Server::Loop::finishAnswer(Conversation& c) {
    c.out.clear();
    c.out_body = {};
    c.sent = 0;
    if (c.close_after || stop_by_ms_ != 0) return hangUp(c);
    c.enter(Phase::Idle, now_ms_);
    poll(c);
    advance(c);
}

// Tells the poll set what this conversation waits for, when that changed.
void Server::Loop::poll(Conversation& c) {
    const bool ahead = c.phase == Phase::Busy;
    const bool has_room = c.intake.buffered() < kAheadMax && buffered_ < config_.buffered_bytes_max;
    const bool may_read = !c.peer_finished && (!ahead || has_room);
    const int mode = c.phase == Phase::Sending ? PollSet::POLL_WRITE : may_read ? PollSet::POLL_READ : 0;
    if (mode == c.polled) return;
    if (c.polled == 0)
        polls_.add(c.socket, mode);
    else if (mode == 0)
        polls_.remove(c.socket);
    else
        polls_.update(c.socket, mode);
    c.polled = mode;
}

void Server::Loop::hangUp(Conversation& c) {
    if (c.peer_finished) return drop(c);
    try {
        c.socket.shutdownSend();
    } catch (const Poco::Exception&) {
        return drop(c);
    }
    c.enter(Phase::Closing, now_ms_);
    poll(c);
}

void Server::Loop::drop(Conversation& c) {
    buffered_ -= c.intake.buffered() + c.handed;
    if (c.polled != 0) polls_.remove(c.socket);
    if (auto count = per_address_.find(c.peer); count != per_address_.end() && --count->second == 0)
        per_address_.erase(count);
    metrics_.connections = static_cast<std::int64_t>(--open_);
    const auto place = static_cast<std::size_t>(c.seat.descriptor);
    c.socket.close();
    conversations_[place].reset();
}

bool Server::Loop::isLate(const Conversation& c) const {
    const auto elapsed_ms = now_ms_ - c.since_ms;
    const auto due_bytes = elapsed_ms - config_.body_grace_ms;  // 1 KB/s is a byte a millisecond.
    switch (c.phase) {
        case Phase::Idle: return elapsed_ms > config_.idle_ms;
        case Phase::Head: return elapsed_ms > config_.head_ms;
        case Phase::Body: return due_bytes > static_cast<std::int64_t>(c.intake.buffered());
        case Phase::Busy: return false;
        case Phase::Sending: return due_bytes > static_cast<std::int64_t>(c.sent);
        case Phase::Closing: return elapsed_ms > kLinger_ms;
    }
    return false;
}

void Server::Loop::endLate(Conversation& c) {
    const bool slow = c.phase == Phase::Head || c.phase == Phase::Body;
    if (slow || c.phase == Phase::Sending) metrics_.timed_out.fetch_add(1, std::memory_order_relaxed);
    if (!slow) return drop(c);
    say(c, answerOf(problem({codes::kTooSlow, {}, {}}, Language::English), false));
}

// A slice of the connections: thousands that are late together must not hold up those that are not.
void Server::Loop::sweep() {
    std::size_t late = 0;
    for (; sweep_place_ < conversations_.size() && late < kLateAtOnce; ++sweep_place_) {
        auto* c = conversations_[sweep_place_].get();
        if (c == nullptr || !isLate(*c)) continue;
        ++late;
        endLate(*c);
    }
    if (sweep_place_ < conversations_.size()) return;
    sweep_place_ = 0;
    swept_ms_ = now_ms_;
    if (!accepting_ && stop_by_ms_ == 0) {
        polls_.add(listener_, PollSet::POLL_READ);
        accepting_ = true;
    }
}

void Server::Loop::beginStop() {
    stop_by_ms_ = now_ms_ + config_.stop_ms;
    if (accepting_) polls_.remove(listener_);
    listener_.close();
    for (auto& c : conversations_)
        if (c && (c->phase == Phase::Idle || c->phase == Phase::Head)) drop(*c);
}

bool Server::Loop::mayStop() const { return stop_by_ms_ != 0 && (open_ == 0 || now_ms_ >= stop_by_ms_); }

Conversation* Server::Loop::find(const Seat& seat) const {
    auto* c = conversations_[static_cast<std::size_t>(seat.descriptor)].get();
    return c != nullptr && c->seat.serial == seat.serial && c->phase == Phase::Busy ? c : nullptr;
}

bool Server::Loop::isProxy(const std::string& peer) const {
    return std::ranges::find(config_.proxies, peer) != config_.proxies.end();
}

}  // namespace buono::http
