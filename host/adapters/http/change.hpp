// change(): makes the change a request asks for, once, and answers with its reply.
//
//     return change(desk, request, [&]() -> Result<registers::Reply> { ... one use case, its reply rendered ... });
//
// The ticket is the caller, the Idempotency-Key (one made here where the client sent none: then the request is not
// repeatable) and the SHA-256 of method, path, query and body. `work` runs alone on the writer's thread.
#pragma once

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/register/register.hpp"

namespace buono::http {

/// The ticket of this request, for handlers that call the register themselves (a note, a reply not to be kept).
registers::Ticket ticketOf(Desk& desk, const Request& request);

/// What a change asks of somebody outside is named after the caller and the key: a request that is made again in a city
/// which a restore has set back names the same operation, and nobody is charged twice. Without a key, a new name.
registers::Id operationOf(Desk& desk, const Request& request);

Response change(Desk& desk, const Request& request, const registers::Work& work);

/// The same without holding this thread until the commit: for the changes that many ask for at once. `work` owns what
/// it uses, but for the desk and the request.
/// @param refused  answers a refusal; it reads no row.
Response changeLater(Desk& desk, const Request& request, registers::Work work,
                     Response (*refused)(Desk&, const Request&, const Error&) = nullptr);

/// A change whose reply carries a secret (a token, a code): `work` answers a Reply that may be kept and says nothing,
/// the ticket's key is made here and its digest is of the key alone, so that nothing of the request or answer stays in
/// the database.
Result<registers::Reply> changeInSecret(Desk& desk, const Request& request, const registers::Work& work);

/// Makes durable that the caller read a person's record, and why, before the answer is sent.
void note(Desk& desk, const Request& request, std::string_view purpose);

}  // namespace buono::http
