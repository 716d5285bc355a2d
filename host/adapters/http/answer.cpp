#include "adapters/http/answer.hpp"

#include <algorithm>
#include <string>

namespace buono::http {
namespace {

constexpr std::size_t kTogether = 16 * 1024;  ///< A body up to here travels in the head's string.

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 411: return "Length Required";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "Answer";
    }
}

bool has(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const auto& header) { return header.first == name; });
}

void header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value) out += c == '\r' || c == '\n' ? ' ' : c;  // A value never begins a new header.
    out += "\r\n";
}

void commonHeaders(std::string& out, const Response& response) {
    out +=
        "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: "
        "same-origin\r\n";
    if (!has(response, "Cache-Control")) out += "Cache-Control: no-store\r\n";
    if (!has(response, "Content-Security-Policy"))
        out += "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
    else
        out += "Cross-Origin-Opener-Policy: same-origin\r\n";
}

}  // namespace

Answer answerOf(Response response, bool keep_alive, std::string_view request_id, bool head_only) {
    Answer answer;
    auto& out = answer.head;
    out.reserve(512 + std::min(response.body.size(), kTogether));
    out.append("HTTP/1.1 ")
        .append(std::to_string(response.status))
        .append(" ")
        .append(reason(response.status))
        .append("\r\n");
    const bool no_body = response.status == 204 || response.status == 304;
    if (!no_body) {
        header(out, "Content-Type", response.content_type);
        header(out, "Content-Length", std::to_string(response.body.size()));
    }
    for (const auto& [name, value] : response.headers) header(out, name, value);
    commonHeaders(out, response);
    if (!request_id.empty()) header(out, "X-Request-Id", request_id);
    if (!keep_alive) out += "Connection: close\r\n";
    out += "\r\n";
    answer.close = !keep_alive;
    if (no_body || head_only) return answer;
    if (response.body.size() <= kTogether)
        out += response.body;
    else
        answer.body = std::move(response.body);
    return answer;
}

}  // namespace buono::http
