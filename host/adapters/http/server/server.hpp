// Server: reads whole requests from many connections on one thread, under bounds and deadlines, and has a few handler
// threads answer them.
//
// It frames and nothing else: it knows no route, session or JSON. A slow, idle or hostile client costs a buffer, never
// a thread. It speaks HTTP/1.1 in the clear; a proxy in front does TLS and HTTP/2.
// run() blocks; stop() may be called from any thread, once or often.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/server/answerer.hpp"
#include "adapters/http/server/intake.hpp"

namespace buono::http {

class Metrics;

struct ServerConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;            ///< 0 takes a free one; port() tells which.
    std::size_t handler_threads = 16;  ///< Each waits for its commit: as many changes share one.
    std::size_t queue_max = 1'024;     ///< Whole requests waiting; beyond it 503.
    std::size_t connections_max = 20'480;
    std::size_t connections_per_address = 1'024;
    std::vector<std::string> proxies{};          ///< Addresses of our own proxy: not capped, X-Forwarded-For believed.
    std::size_t buffered_bytes_max = 256 << 20;  ///< Of all requests not yet answered together.
    std::int64_t head_ms = 5'000;
    std::int64_t idle_ms = 15'000;
    std::int64_t body_grace_ms = 5'000;  ///< After it a body must have come at 1 KB/s; an answer must go so too.
    std::int64_t stop_ms = 10'000;       ///< How long stop() waits for what is in flight.
};

class Server {
public:
    /// `body_cap` is called on the server's thread. Binds and listens; throws Poco::Net::NetException when it cannot.
    Server(const ServerConfig& config, Metrics& metrics, BodyCap body_cap, AnswererFactory factory);
    ~Server();

    std::uint16_t port() const;
    /// Serves until stop(); then answers what is in flight and returns.
    void run();
    /// Safe in a signal handler.
    void stop() noexcept;

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace buono::http
