#include "adapters/http/json_writer.hpp"

namespace buono::http::json {
namespace {

constexpr char kHex[] = "0123456789abcdef";

bool isPlain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

void escape(std::string& out, char c) {
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    out += "\\u00";
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
}

}  // namespace

Writer& Writer::key(std::string_view name) {
    comma().put(name);
    out_ += ':';
    fresh_ = true;  // A value follows its key without a comma.
    return *this;
}

Writer& Writer::put(std::string_view text) {
    out_ += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isPlain(text[i])) continue;
        out_.append(text, from, i - from);
        escape(out_, text[i]);
        from = i + 1;
    }
    out_.append(text, from);
    out_ += '"';
    fresh_ = false;
    return *this;
}

Writer& Writer::put(Money amount) {
    out_ += R"({"amount":")";
    out_ += amount.text();
    out_ += R"(","currency":"EUR"})";
    fresh_ = false;
    return *this;
}

Writer& Writer::put(bool truth) {
    out_ += truth ? "true" : "false";
    fresh_ = false;
    return *this;
}

Writer& Writer::raw(std::string_view name, std::string_view document) {
    key(name);
    out_ += document;
    fresh_ = false;
    return *this;
}

}  // namespace buono::http::json
