#include "adapters/http/guard.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/http/doorman.hpp"
#include "adapters/http/secret.hpp"
#include "adapters/http/target.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

bool isSafe(std::string_view method) { return method == "GET" || method == "HEAD"; }

std::string mediaType(std::string_view header) {
    std::string type{header.substr(0, header.find(';'))};
    while (type.ends_with(' ')) type.pop_back();
    for (auto& c : type)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return type;
}

bool isOwnOrigin(const Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const auto origin = request.header("origin");
    if (origin.empty()) return true;
    const auto scheme = origin.find("://");
    return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("host");
}

}  // namespace

Language languageOf(const Request& request) {
    const auto chosen = cookie(request, "lang");
    if (chosen == "en") return Language::English;
    if (chosen == "it") return Language::Italian;
    const auto accepted = request.header("accept-language");
    const auto english = accepted.find("en"), italian = accepted.find("it");
    return english < italian ? Language::English : Language::Italian;  // npos is the largest.
}

Status checkPolicy(const Route& route, const people::Caller& caller) {
    if (route.allows(caller.role)) return kOk;
    if (caller.role == people::Role::Anyone) return Error{codes::kNotLoggedIn, {}, {}};
    return Error{codes::kNotAllowed, {}, {}};
}

Status readContent(const Route& route, Request& request) {
    if (route.reads.empty()) {
        if (!request.body.empty()) return Error{codes::kWrongMediaType, {}, "this operation reads no body"};
        return kOk;
    }
    if (mediaType(request.header("content-type")) != route.reads)
        return Error{codes::kWrongMediaType, {}, "this operation reads " + std::string{route.reads}};
    if (route.reads != kForm) return kOk;
    auto form = readForm(request.body);
    if (!form) return form.error();
    request.form = *std::move(form);
    return kOk;
}

Status checkOrigin(const Route& route, const Request& request, bool by_cookie) {
    const bool has_session = request.caller.role != people::Role::Anyone;
    if (isSafe(request.method) || (has_session && !by_cookie)) return kOk;
    const Error foreign{codes::kCsrfFailed, {}, {}};
    if (!isOwnOrigin(request)) return foreign;
    if (!has_session || !route.csrf) return kOk;
    const auto header = request.header("x-csrf-token");
    const auto token = header.empty() ? request.field("csrf") : header;
    return sameSecret(token, request.csrf) ? kOk : Status{foreign};
}

Status checkKey(const Route& route, const Request& request) {
    const auto key = request.header("idempotency-key");
    if (!request.headers.has("idempotency-key"))
        return route.key_required ? Status{Error{codes::kKeyMissing, {}, {}}} : kOk;
    const bool visible = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
    if (key.size() < 16 || key.size() > 64 || !visible) return Error{codes::kKeyMissing, {}, {}};
    return kOk;
}

Status checkMinSeq(const Request& request) {
    const auto text = request.argument("min_seq");
    if (text.empty()) return kOk;
    std::uint64_t wanted = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), wanted);
    if (wrong != std::errc{} || end != text.data() + text.size())
        return Error{ErrorCode::InvalidValue, "min_seq", "min_seq is a whole number"};
    if (request.as_of < wanted) return Error{codes::kBusy, "min_seq", "this host has not read so far yet"};
    return kOk;
}

}  // namespace buono::http
