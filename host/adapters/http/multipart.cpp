#include "adapters/http/multipart.hpp"

#include <algorithm>
#include <optional>

#include "adapters/http/target.hpp"

namespace buono::http {
namespace {

constexpr std::size_t kPartsMax = 32;
constexpr std::size_t kHeadMax = 1'024;
constexpr std::size_t kNameMax = 64;
constexpr std::size_t kBoundaryMax = 70;

Error malformed(const char* detail) { return {ErrorCode::Malformed, {}, detail}; }

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// The value of `; name=value` or `; name="value"`; nothing when it is not there.
std::optional<std::string_view> parameter(std::string_view header, std::string_view name) {
    for (auto rest = header; (rest = rest.substr(std::min(rest.find(';'), rest.size()))).size() > 1;) {
        rest.remove_prefix(1);
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const bool wanted = lower(rest.substr(0, equals)) == name;
        rest.remove_prefix(equals + 1);
        const bool quoted = rest.starts_with('"');
        if (quoted) rest.remove_prefix(1);
        const auto end = quoted ? rest.find('"') : std::min(rest.find(';'), rest.size());
        if (end == std::string_view::npos) return std::nullopt;
        if (wanted) return rest.substr(0, end);
        rest.remove_prefix(end);
    }
    return std::nullopt;
}

bool isBoundary(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"'()+_,-./:=?"}.find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= kBoundaryMax && std::ranges::all_of(text, allowed);
}

struct PartHead {
    std::string name;
    bool is_file = false;
};

Result<PartHead> readHead(std::string_view head) {
    PartHead part;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const auto line = head.substr(0, end);
        head = end == std::string_view::npos ? std::string_view{} : head.substr(end + 2);
        const auto name = lower(line.substr(0, line.find(':')));
        if (name == "content-type") continue;
        if (name != "content-disposition" || !part.name.empty()) return malformed("a part has a header not known here");
        const auto field = parameter(line, "name");
        if (!field || field->empty() || field->size() > kNameMax || !isUtf8(*field))
            return malformed("a part has no name");
        part = {std::string{*field}, parameter(line, "filename").has_value()};
    }
    if (part.name.empty()) return malformed("a part has no name");
    return part;
}

bool isText(std::string_view value) {
    const auto bad = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\r' && c != '\n' && c != '\t') || c == 0x7F;
    };
    return isUtf8(value) && std::ranges::none_of(value, bad);
}

}  // namespace

Result<Fields> readMultipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary || !isBoundary(*boundary)) return malformed("the form names no boundary");
    const auto mark = "\r\n--" + std::string{*boundary};
    if (!body.starts_with(std::string_view{mark}.substr(2)))
        return malformed("the form does not begin with its boundary");
    body.remove_prefix(mark.size() - 2);
    Fields fields;
    while (!body.starts_with("--")) {
        const auto head_end = body.substr(0, kHeadMax).find("\r\n\r\n");
        if (!body.starts_with("\r\n") || head_end == std::string_view::npos || fields.size() == kPartsMax)
            return malformed("a part of the form has no end or no head");
        const auto part = readHead(body.substr(2, std::max<std::size_t>(head_end, 2) - 2));
        if (!part) return part.error();
        body.remove_prefix(head_end + 2);  // The empty line's own break may begin the next mark.
        const auto end = body.find(mark);
        if (end == std::string_view::npos) return malformed("a part of the form has no end or no head");
        const auto value = end < 2 ? std::string_view{} : body.substr(2, end - 2);
        if (!part->is_file && !isText(value)) return malformed("a field is not UTF-8 text");
        fields.add(part->name, std::string{value});
        body.remove_prefix(end + mark.size());
    }
    if (body != "--" && body != "--\r\n") return malformed("bytes follow the end of the form");
    return fields;
}

}  // namespace buono::http
