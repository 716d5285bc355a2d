#include "adapters/http/target.hpp"

namespace buono::http {
namespace {

constexpr std::size_t kSegmentsMax = 16;
constexpr std::size_t kSegmentMax = 256;

struct Bounds {
    std::size_t fields;
    std::size_t value;
    bool lines;    ///< Line breaks are allowed in values.
    bool repeats;  ///< A name may stand twice.
};
constexpr Bounds kQuery{32, 1'024, false, false};
constexpr Bounds kForm{512, 65'536, true, true};

Error malformed(const char* detail) { return {ErrorCode::Malformed, {}, detail}; }

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool hasControl(std::string_view text, bool lines) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0x7F || (byte < 0x20 && !(lines && (c == '\r' || c == '\n' || c == '\t')))) return true;
    }
    return false;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space, bool lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!isUtf8(out) || hasControl(out, lines)) return std::nullopt;
    return out;
}

Result<Fields> readFields(std::string_view text, const Bounds& bounds) {
    Fields fields;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto field = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (field.empty()) continue;
        const auto equals = field.find('=');
        const auto raw = equals == std::string_view::npos ? std::string_view{} : field.substr(equals + 1);
        auto name = decoded(field.substr(0, equals), true, false);
        auto value = decoded(raw, true, bounds.lines);
        if (!name || !value || name->size() > 64) return malformed("a field is not percent-encoded UTF-8");
        if (value->size() > bounds.value || fields.size() == bounds.fields)
            return malformed("too many or too long fields");
        if (!bounds.repeats && fields.has(*name)) return malformed("an argument stands twice");
        fields.add(*std::move(name), *std::move(value));
    }
    return fields;
}

Status readSegments(std::string_view path, Target& target) {
    if (!path.starts_with('/')) return malformed("the target is a path that begins with /");
    while (path.size() > 1) {
        const auto end = path.find('/', 1);
        auto segment = decoded(path.substr(1, end == std::string_view::npos ? end : end - 1), false, false);
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
        if (!segment || segment->empty() || *segment == "." || *segment == ".." || segment->size() > kSegmentMax ||
            segment->find('/') != std::string::npos || target.segments.size() == kSegmentsMax)
            return malformed("the path has an empty, too long or wrongly encoded segment");
        target.path.append(1, '/').append(*segment);
        target.segments.push_back(*std::move(segment));
    }
    if (target.path.empty()) target.path.assign(1, '/');
    return path.empty() || target.segments.empty() ? kOk : malformed("a path does not end with /");
}

}  // namespace

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto at = [&](std::size_t k) {
            return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
        };
        const auto first = at(0);
        const auto tail = [&](std::size_t k) { return (at(k) & 0xC0U) == 0x80U; };
        if (first < 0x80)
            i += 1;
        else if (first >= 0xC2 && first <= 0xDF && tail(1))
            i += 2;
        else if (first >= 0xE0 && first <= 0xEF && tail(1) && tail(2) && !(first == 0xE0 && at(1) < 0xA0) &&
                 !(first == 0xED && at(1) > 0x9F))
            i += 3;
        else if (first >= 0xF0 && first <= 0xF4 && tail(1) && tail(2) && tail(3) && !(first == 0xF0 && at(1) < 0x90) &&
                 !(first == 0xF4 && at(1) > 0x8F))
            i += 4;
        else
            return false;
    }
    return true;
}

Result<Target> readTarget(std::string_view text) {
    Target target;
    const auto question = text.find('?');
    if (auto path = readSegments(text.substr(0, question), target); !path) return path.error();
    if (question == std::string_view::npos) return target;
    auto query = readFields(text.substr(question + 1), kQuery);
    if (!query) return query.error();
    target.query = *std::move(query);
    return target;
}

Result<Fields> readForm(std::string_view body) { return readFields(body, kForm); }

}  // namespace buono::http
