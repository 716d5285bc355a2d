// Guard: the checks every request passes between its route and its handler. Pure; the dispatcher gives the order.
#pragma once

#include <buono/result.hpp>

#include "adapters/http/exchange.hpp"
#include "adapters/http/route.hpp"

namespace buono::http {

/// The language cookie, then Accept-Language, then Italian.
Language languageOf(const Request& request);

Status checkPolicy(const Route& route, const people::Caller& caller);
/// The content type is the operation's; a form is read into request.form.
Status readContent(const Route& route, Request& request);
/// A write that a browser sends on its own (a cookie, or nothing at all) must come from our own page.
Status checkOrigin(const Route& route, const Request& request, bool by_cookie);
/// 16-64 visible ASCII, in the header or in a form's field; required where the operation says so.
Status checkKey(const Route& route, const Request& request);
/// A read may ask for a state at least as new as one it has seen.
Status checkMinSeq(const Request& request);

}  // namespace buono::http
