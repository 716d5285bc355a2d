#include "adapters/http/dispatcher.hpp"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <typeinfo>

#include "adapters/http/answer.hpp"
#include "adapters/http/guard.hpp"
#include "adapters/http/log.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/request_id.hpp"
#include "adapters/http/target.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

std::int64_t steady_us() {
    using std::chrono::microseconds;
    return std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Request requestOf(Framed&& framed) {
    Request request;
    request.method = std::move(framed.head.method);
    request.path = std::move(framed.head.target);  // Replaced by the decoded path once it was read.
    request.headers = std::move(framed.head.headers);
    request.body = std::move(framed.body);
    request.address = std::move(framed.address);
    request.request_id = requestId(request.header("x-request-id"));
    request.language = languageOf(request);
    request.operation = "none";
    return request;
}

}  // namespace

/// One request on its way to its answer, which may be made on another thread.
struct Dispatcher::Exchange {
    std::shared_ptr<Desk> desk;
    Request request;
    const Route* route = nullptr;
    bool keep_alive = true;
    std::int64_t begun_us = 0;
    std::function<Response(const Result<registers::Reply>&)> respond{};  ///< To what the register says.
    Result<registers::Reply> reply{registers::Reply{}};

    Response answered() const {
        try {
            return respond(reply);
        } catch (const std::exception& error) {  // The server's thread must not end by an answer.
            logTrouble(desk->clock.now(), request.request_id, "internal_error", typeid(error).name());
            return problem({codes::kInternalError, {}, {}}, request);
        }
    }
    Answer finish(Response response) const {
        const auto duration_us = steady_us() - begun_us;
        desk->lobby.metrics.countRequest(route, response.status, duration_us);
        if (desk->lobby.settings.log_requests)
            logRequest({desk->clock.now(), request.request_id, request.operation, response.status, duration_us,
                        request.caller.role});
        return answerOf(std::move(response), keep_alive, request.request_id, request.method == "HEAD");
    }
};

void Dispatcher::answer(Framed&& framed, Deliver deliver) {
    const bool keep_alive = framed.head.keep_alive;
    const auto begun_us = steady_us();
    const auto exchange =
        std::make_shared<Exchange>(Exchange{desk_, requestOf(std::move(framed)), nullptr, keep_alive, begun_us});
    auto response = respond(exchange->request, exchange->route);
    if (!response.pending)
        return deliver(
            [exchange, response = std::move(response)]() mutable { return exchange->finish(std::move(response)); });
    auto& pending = *response.pending;
    exchange->respond = std::move(pending.answer);
    desk_->registry.submit(std::move(pending.ticket), std::move(pending.work),
                           [exchange, deliver = std::move(deliver)](Result<registers::Reply>&& reply) {
                               exchange->reply = std::move(reply);
                               deliver([exchange] { return exchange->finish(exchange->answered()); });
                           });
}

// The one catch of a request. What a library says may hold data of people: only its type is written down.
Response Dispatcher::respond(Request& request, const Route*& route) {
    try {
        auto response = reach(request, route);
        return response ? *std::move(response) : refusal(response.error(), request, route);
    } catch (const std::runtime_error& error) {
        logTrouble(desk_->clock.now(), request.request_id, "unavailable", typeid(error).name());
        return refusal({codes::kBusy, {}, {}}, request, route);
    } catch (const std::exception& error) {
        logTrouble(desk_->clock.now(), request.request_id, "internal_error", typeid(error).name());
        return refusal({codes::kInternalError, {}, {}}, request, route);
    }
}

Result<Response> Dispatcher::reach(Request& request, const Route*& route) {
    auto target = readTarget(request.path);
    if (!target) return target.error();
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    auto match = desk_->lobby.router.match(request.method, target->segments);
    if (match.route == nullptr && !match.allow.empty()) return refuseMethod(request, match.allow);
    if (match.route == nullptr) return Error{codes::kNotFound, {}, {}};
    route = match.route;
    request.operation = route->operation;
    request.parameters = std::move(match.parameters);
    if (auto admitted = admit(request, *route); !admitted) return admitted.error();
    return route->handler(*desk_, request);
}

Result<Response> Dispatcher::refuseMethod(const Request& request, const std::string& allow) const {
    auto response = refusal({codes::kMethodNotAllowed, {}, {}}, request, nullptr);
    response.headers.emplace_back("Allow", allow);
    return response;
}

// The order of these checks is the contract: who, may they, is it really them, is it well said.
Status Dispatcher::admit(Request& request, const Route& route) {
    auto admission = doorman_.admit(request);
    if (!admission) return admission.error();
    request.caller = admission->caller;
    request.csrf = std::move(admission->csrf);
    if (auto allowed = checkPolicy(route, request.caller); !allowed) return allowed;
    if (auto content = readContent(route, request); !content) return content;
    if (auto own = checkOrigin(route, request, admission->by_cookie); !own) return own;
    if (auto key = checkKey(route, request); !key) return key;
    const auto& as_of = desk_->lobby.settings.as_of;
    const bool reads = request.method == "GET" || request.method == "HEAD" || !request.argument("min_seq").empty();
    request.as_of = as_of ? as_of(*desk_, reads) : 0;
    return checkMinSeq(request);
}

Response Dispatcher::refusal(const Error& error, const Request& request, const Route* route) const {
    const auto page = desk_->lobby.settings.refusal_page;
    const bool browses = route == nullptr ? !request.path.starts_with("/v1/") &&
                                                request.header("accept").find("text/html") != std::string_view::npos
                                          : route->page;
    if (!browses || page == nullptr) return problem(error, request);
    try {
        return page(*desk_, error, request);
    } catch (const std::exception& failed) {  // A page that cannot say no must not end the host.
        logTrouble(desk_->clock.now(), request.request_id, "refusal_page", typeid(failed).name());
        return problem(error, request);
    }
}

AnswererFactory dispatchers(DeskFactory desks) {
    return [desks = std::move(desks)]() -> std::unique_ptr<Answerer> { return std::make_unique<Dispatcher>(desks()); };
}

}  // namespace buono::http
