// Dispatcher: takes a framed request to its handler and back: route, caller, policy, CSRF, language, headers, log.
//
// Deny by default: nothing reaches a handler that openapi.yaml does not list with the caller's role. One per handler
// thread, with its own Desk. Never throws.
//
// A handler that answers later (Response::pending) leaves its request, and a share of the desk, to the register's
// thread.
#pragma once

#include <memory>

#include "adapters/http/doorman.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/server/answerer.hpp"

namespace buono::http {

class Dispatcher final : public Answerer {
public:
    explicit Dispatcher(std::shared_ptr<Desk> desk) : desk_{std::move(desk)}, doorman_{*desk_} {}

    void answer(Framed&& framed, Deliver deliver) override;

private:
    struct Exchange;

    Response respond(Request& request, const Route*& route);
    Result<Response> reach(Request& request, const Route*& route);
    Result<Response> refuseMethod(const Request& request, const std::string& allow) const;
    Status admit(Request& request, const Route& route);
    Response refusal(const Error& error, const Request& request, const Route* route) const;

    const std::shared_ptr<Desk> desk_;
    Doorman doorman_;
};

/// Makes the Desk of one handler thread: share ownership of what it refers to (the aliasing constructor does it).
using DeskFactory = std::function<std::shared_ptr<Desk>()>;

AnswererFactory dispatchers(DeskFactory desks);

}  // namespace buono::http
