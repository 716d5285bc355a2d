// Loop: the one thread that accepts, reads, hands over, sends and keeps deadlines. The body of Server.
#pragma once

#include <Poco/Net/PollSet.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/http/server/conversation.hpp"
#include "adapters/http/server/crew.hpp"
#include "adapters/http/server/server.hpp"

namespace buono::http {

/// Lets another thread, or a signal handler, end the poll early.
class Bell {
public:
    Bell();
    ~Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

    void ring() noexcept;
    void quiet();  ///< The loop heard it; rings after this are heard again.
    const Poco::Net::StreamSocket& socket() const { return *heard_; }

private:
    std::atomic<bool> rung_{false};
    int rope_ = -1;
    std::unique_ptr<Poco::Net::StreamSocket> heard_;
};

class Server::Loop {
public:
    Loop(const ServerConfig& config, Metrics& metrics, BodyCap body_cap, AnswererFactory factory);

    void run();
    void stop() noexcept;
    std::uint16_t port() const { return port_; }

private:
    using Ready = Poco::Net::PollSet::SocketModeMap;

    void serve(const Ready& ready);
    void acceptAll();
    void admit(Poco::Net::StreamSocket socket, const std::string& peer);
    void onReady(Conversation& c, int mode);
    void onReadable(Conversation& c);
    void advance(Conversation& c);
    void hire(Conversation& c);
    void handOver(Crew& crew);
    void sayBusy(Conversation& c, const Head& head);
    void deliver(Crew& crew);
    void say(Conversation& c, Answer answer);
    void refuse(Conversation& c, const Error& error);
    void push(Conversation& c);
    void finishAnswer(Conversation& c);
    void poll(Conversation& c);
    void hangUp(Conversation& c);
    void drop(Conversation& c);
    void endLate(Conversation& c);
    void sweep();
    bool isLate(const Conversation& c) const;
    void beginStop();
    bool mayStop() const;
    Conversation* find(const Seat& seat) const;
    bool isProxy(const std::string& peer) const;

    const ServerConfig config_;
    Metrics& metrics_;
    const BodyCap body_cap_;
    const AnswererFactory factory_;
    Bell bell_;
    Poco::Net::PollSet polls_;
    Poco::Net::ServerSocket listener_;
    std::uint16_t port_ = 0;
    std::vector<std::unique_ptr<Conversation>> conversations_;  ///< By descriptor.
    std::size_t open_ = 0;
    std::unordered_map<std::string, std::size_t> per_address_;
    std::vector<Job> jobs_;  ///< Of this round.
    std::vector<Done> done_;
    std::string buffer_ = std::string(64 * 1024, '\0');
    std::size_t buffered_ = 0;  ///< Bytes of requests not yet answered, of all conversations.
    std::uint64_t serial_ = 0;
    std::int64_t now_ms_ = 0;
    std::int64_t swept_ms_ = 0;
    std::size_t sweep_place_ = 0;  ///< Where the next slice of a sweep goes on; 0 between sweeps.
    std::int64_t stop_by_ms_ = 0;  ///< 0 while serving.
    bool accepting_ = true;
    std::atomic<bool> stopping_{false};
};

}  // namespace buono::http
