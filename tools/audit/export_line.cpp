#include "export_line.hpp"

#include <charconv>

namespace audit {
namespace {

/// The end of the string that begins at `at` (a quote), one past its closing quote; npos when it has none.
std::size_t endOfText(std::string_view line, std::size_t at) {
    for (++at; at < line.size(); ++at) {
        if (line[at] == '\\')
            ++at;
        else if (line[at] == '"')
            return at + 1;
    }
    return line.npos;
}

/// The end of any value: texts whole, brackets nested.
std::size_t endOfValue(std::string_view line, std::size_t at) {
    int depth = 0;
    while (at < line.size()) {
        const char c = line[at];
        if (c == '"') {
            at = endOfText(line, at);
            if (at == line.npos) return at;
            if (depth == 0) return at;
            continue;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']' || c == ',') {
            if (depth == 0) return at;
            if (c != ',' && --depth == 0) return at + 1;
        }
        ++at;
    }
    return line.npos;
}

}  // namespace

bool ExportLine::member(std::string_view name, std::string_view value, bool text) {
    if (name == "seq" && !text) {
        const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), row_.seq);
        found_ |= 1;
        return wrong == std::errc{} && end == value.data() + value.size();
    }
    if (name != "body" && name != "hash") return true;
    auto bytes = text ? fromHex(value) : std::nullopt;
    if (!bytes) return false;
    auto& kept = name == "body" ? body_ : hash_;
    kept = std::move(*bytes);
    (name == "body" ? row_.body : row_.hash) = bytesOf(kept);
    found_ |= name == "body" ? 2 : 4;
    return true;
}

bool ExportLine::read(std::string_view line) {
    found_ = 0;
    if (line.size() < 2 || line.front() != '{' || line.back() != '}') return false;
    for (std::size_t at = 1; at < line.size() && line[at] == '"';) {
        const auto name_end = endOfText(line, at);
        if (name_end == line.npos || name_end >= line.size() || line[name_end] != ':') return false;
        const auto name = line.substr(at + 1, name_end - at - 2);
        const auto from = name_end + 1, end = endOfValue(line, from);
        if (end == line.npos || end <= from) return false;
        const bool text = line[from] == '"';
        const auto value = text ? line.substr(from + 1, end - from - 2) : line.substr(from, end - from);
        if (!member(name, value, text)) return false;
        at = line[end] == ',' ? end + 1 : line.size();
    }
    return found_ == 7;
}

}  // namespace audit
