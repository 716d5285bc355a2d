// The only file that sees Boost.Beast.
#include "adapters/http/server/framing.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

#include "core/register/codes.hpp"

namespace buono::http {
namespace {

namespace beast = boost::beast;

Error malformed(const char* detail) { return {ErrorCode::Malformed, {}, detail}; }
Error tooLarge(const char* detail) { return {codes::kHeadTooLarge, {}, detail}; }

// Fields of which a second one would leave open which of the two counts.
constexpr std::string_view kSingle[] = {"host",   "content-length",  "content-type", "authorization", "cookie",
                                        "expect", "idempotency-key", "if-match",     "x-csrf-token",  "origin"};

bool isSingle(std::string_view name) { return std::ranges::find(kSingle, name) != std::end(kSingle); }

std::string lower(beast::string_view text) {
    std::string out{text.data(), text.size()};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool isOriginForm(beast::string_view target) {
    const auto isVisible = [](char c) { return c > 0x20 && c < 0x7F && c != '#'; };
    return !target.empty() && target[0] == '/' && std::all_of(target.begin(), target.end(), isVisible);
}

// Host is a name, an IPv4 address or [IPv6], and perhaps a port; we only keep out what could not be one.
bool isHost(std::string_view value) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_' || c == ':' || c == '[' || c == ']';
    };
    return !value.empty() && value.size() <= 255 && std::ranges::all_of(value, allowed);
}

// Receives Beast's events and keeps a Head; the first refusal of our own stops the parser.
class HeadParser final : public beast::http::basic_parser<true> {
public:
    HeadParser() {
        header_limit(static_cast<std::uint32_t>(kHeadMax));
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

    Head& head() { return head_; }
    const std::optional<Error>& refusal() const { return refusal_; }

private:
    using Code = beast::error_code;
    using Text = beast::string_view;

    void refuse(Error error, Code& stop) {
        if (!refusal_) refusal_ = std::move(error);
        stop = beast::http::error::bad_field;
    }
    void on_request_impl(beast::http::verb, Text method, Text target, int, Code& stop) override {
        if (!isOriginForm(target)) return refuse(malformed("the target is a path that begins with /"), stop);
        head_.method.assign(method.data(), method.size());
        head_.target.assign(target.data(), target.size());
    }
    void on_field_impl(beast::http::field, Text name, Text value, Code& stop) override {
        auto key = lower(name);
        if (head_.headers.size() == kFieldsMax) return refuse(tooLarge("more than 100 headers"), stop);
        if (key == "transfer-encoding") return refuse({codes::kLengthRequired, {}, {}}, stop);
        if (isSingle(key) && head_.headers.has(key))
            return refuse(malformed("a header that may stand once stands twice"), stop);
        head_.headers.add(std::move(key), std::string{value.data(), value.size()});
    }
    void on_header_impl(Code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(Text body, Code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text body, Code&) override { return body.size(); }
    void on_finish_impl(Code&) override {}
    void on_response_impl(int, Text, int, Code&) override {}

    Head head_;
    std::optional<Error> refusal_;
};

// Beast takes "5, 5" for one length of 5; a proxy may take it for something else.
bool isNumber(std::string_view value) {
    return !value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

Status checkFields(Head& head) {
    if (!isHost(head.headers.get("host"))) return malformed("one Host header is required");
    if (head.headers.has("content-length") && !isNumber(head.headers.get("content-length")))
        return malformed("Content-Length is one whole number");
    const auto expect = lower({head.headers.get("expect").data(), head.headers.get("expect").size()});
    head.expects_continue = expect == "100-continue";
    if (!expect.empty() && !head.expects_continue) return malformed("the only expectation known is 100-continue");
    return kOk;
}

// Beast stops with one error at every version but 1.0 and 1.1, well written or not.
bool isOtherVersion(std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto version = line.substr(line.find_last_of(' ') + 1);
    const bool well_written = version.size() == 8 && version.starts_with("HTTP/") && isNumber(version.substr(5, 1)) &&
                              version[6] == '.' && isNumber(version.substr(7));
    return well_written && version != "HTTP/1.0" && version != "HTTP/1.1" && std::ranges::count(line, ' ') == 2;
}

Error refusalOf(const beast::error_code& wrong, std::string_view head) {
    if (wrong == beast::http::error::bad_version && isOtherVersion(head)) return {codes::kVersionNotSupported, {}, {}};
    if (wrong == beast::http::error::bad_transfer_encoding) return {codes::kLengthRequired, {}, {}};
    return malformed("the head is not well-formed HTTP/1.1");
}

}  // namespace

Result<std::size_t> HeadScan::look(std::string_view bytes) {
    for (;;) {
        const auto end = bytes.find('\n', place_);
        const auto seen = end == std::string_view::npos ? bytes.size() : end;
        // Asked first: the answer must not depend on how much of the line has come.
        if (line_ > 0 && line_ < bytes.size() && (bytes[line_] == ' ' || bytes[line_] == '\t'))
            return malformed("a header is folded over two lines");
        if (seen - line_ > kLineMax) return tooLarge("a line is longer than 8 KiB");
        if (seen > kHeadMax) return tooLarge("the head is longer than 32 KiB");
        place_ = seen;
        if (end == std::string_view::npos) return std::size_t{0};
        if (end == 0 || bytes[end - 1] != '\r') return malformed("a line ends with CR and LF");
        if (end == line_ + 1 && line_ == 0) return malformed("the request starts with an empty line");
        if (end == line_ + 1) return end + 1;
        place_ = line_ = end + 1;
    }
}

Result<Head> readHead(std::string_view bytes) {
    HeadParser parser;
    beast::error_code wrong;
    parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), wrong);
    if (parser.refusal()) return *parser.refusal();
    if (wrong || !parser.is_header_done()) return refusalOf(wrong, bytes);
    auto& head = parser.head();
    if (auto fields = checkFields(head); !fields) return fields.error();
    if (const auto length = parser.content_length()) head.body_bytes = *length;
    head.keep_alive = parser.keep_alive();
    return std::move(head);
}

}  // namespace buono::http
