#include "adapters/http/change.hpp"

#include <algorithm>

#include "adapters/http/problem.hpp"

namespace buono::http {

registers::Ticket ticketOf(Desk& desk, const Request& request) {
    const auto key = request.header("idempotency-key");
    std::string asked;
    asked.reserve(request.method.size() + request.path.size() + request.body.size() + 2);
    asked.append(request.method).append("\n").append(request.path).append("\n");
    for (const auto& [name, value] : request.query) asked.append(name).append("=").append(value).append("\n");
    asked.append(request.body);
    return {request.caller.actor(), key.empty() ? desk.ids.next().text() : std::string{key}, desk.digest.sha256(asked),
            std::string{request.operation}};
}

registers::Id operationOf(Desk& desk, const Request& request) {
    const auto key = request.header("idempotency-key");
    if (key.empty()) return desk.ids.next();
    const auto hash = desk.digest.sha256("operation\n" + request.caller.actor() + "\n" + std::string{key});
    registers::Id id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);  // RFC 9562: version 8, its own bits.
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

Response change(Desk& desk, const Request& request, const registers::Work& work) {
    auto reply = desk.registry.once(ticketOf(desk, request), work);
    if (!reply) return problem(reply.error(), request);
    return {reply->status, std::move(reply->body)};
}

Response changeLater(Desk& desk, const Request& request, registers::Work work,
                     Response (*refused)(Desk&, const Request&, const Error&)) {
    auto answer = [&desk, &request, refused](const Result<registers::Reply>& reply) -> Response {
        if (reply) return {reply->status, reply->body};
        return refused != nullptr ? refused(desk, request, reply.error()) : problem(reply.error(), request);
    };
    Response response;
    response.pending = std::make_shared<Pending>(Pending{ticketOf(desk, request), std::move(work), std::move(answer)});
    return response;
}

Result<registers::Reply> changeInSecret(Desk& desk, const Request& request, const registers::Work& work) {
    auto key = desk.ids.next().text();
    const auto digest = desk.digest.sha256(key);
    return desk.registry.once({request.caller.actor(), std::move(key), digest, std::string{request.operation}}, work);
}

void note(Desk& desk, const Request& request, std::string_view purpose) {
    desk.registry.note(ticketOf(desk, request), purpose);
}

}  // namespace buono::http
