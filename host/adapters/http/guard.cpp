#include "adapters/http/guard.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/http/doorman.hpp"
#include "adapters/http/multipart.hpp"
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

bool isLanguage(std::string_view tag, std::string_view language) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    return tag.size() >= 2 && std::ranges::equal(tag.substr(0, 2), language, same) &&
           (tag.size() == 2 || tag[2] == '-');
}

// "0.8" of "en-GB;q=0.8", in thousandths; 1000 where nothing is said, and for what cannot be read.
int weightOf(std::string_view range) {
    const auto at = range.find("q=");
    if (at == std::string_view::npos) return 1'000;
    const auto text = range.substr(at + 2, 5);
    int weight = text.starts_with('0') ? 0 : 1'000;
    for (std::size_t i = 2, unit = 100; weight < 1'000 && i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        weight += (text[i] - '0') * static_cast<int>(unit);
        unit /= 10;
    }
    return weight;
}

// The wish of the browser for one language: its weight, then its place. 0 is none.
int wishFor(std::string_view language, std::string_view accepted) {
    int place = 0;
    while (!accepted.empty()) {
        const auto end = accepted.find(',');
        auto range = accepted.substr(0, end);
        accepted = end == std::string_view::npos ? std::string_view{} : accepted.substr(end + 1);
        while (range.starts_with(' ')) range.remove_prefix(1);
        ++place;
        const auto tag = range.substr(0, range.find_first_of("; "));
        if (const int weight = weightOf(range); isLanguage(tag, language) && weight > 0)
            return weight * 1'000 - std::min(place, 999);
    }
    return 0;
}

}  // namespace

Language languageOf(const Request& request) {
    const auto chosen = cookie(request, "lang");
    if (chosen == "en") return Language::English;
    if (chosen == "it") return Language::Italian;
    const auto accepted = request.header("accept-language");
    return wishFor("en", accepted) > wishFor("it", accepted) ? Language::English : Language::Italian;
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
    if (route.reads != kForm && route.reads != kMultipart) return kOk;
    auto form =
        route.reads == kForm ? readForm(request.body) : readMultipart(request.header("content-type"), request.body);
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
    return !token.empty() && sameSecret(token, request.csrf) ? kOk : Status{foreign};
}

Status checkKey(const Route& route, const Request& request) {
    // A page's form names it in a field, and in a form with files a field may be any bytes: it becomes a row all the
    // same.
    const bool by_header = request.headers.has("idempotency-key");
    if (!by_header && !request.form.has("key"))
        return route.key_required ? Status{Error{codes::kKeyMissing, {}, {}}} : kOk;
    const auto key = by_header ? request.header("idempotency-key") : request.field("key");
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
