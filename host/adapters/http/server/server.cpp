#include "adapters/http/server/server.hpp"

#include "adapters/http/server/loop.hpp"

namespace buono::http {

Server::Server(const ServerConfig& config, Metrics& metrics, BodyCap body_cap, AnswererFactory factory)
    : loop_{std::make_unique<Loop>(config, metrics, std::move(body_cap), std::move(factory))} {}

Server::~Server() = default;

std::uint16_t Server::port() const { return loop_->port(); }

void Server::run() { loop_->run(); }

void Server::stop() noexcept { loop_->stop(); }

}  // namespace buono::http
