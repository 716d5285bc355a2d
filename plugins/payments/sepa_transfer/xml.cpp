#include "xml.hpp"

#include <algorithm>
#include <charconv>

namespace sepa {
namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 && !isBlank(c); }

bool isOfName(char c, bool first) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
                        static_cast<unsigned char>(c) >= 0x80;
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

std::string_view withoutPrefix(std::string_view name) { return name.substr(name.find(':') + 1); }

void addUtf8(std::string& out, unsigned code) {
    const auto more = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6)), more(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12)), more(6), more(0);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18)), more(12), more(6), more(0);
    }
}

/// "#233" or "#xE9"; 0 is no character.
unsigned characterOf(std::string_view digits) {
    const bool hex = digits.starts_with("#x");
    digits.remove_prefix(hex ? 2 : 1);
    unsigned code = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool whole = failed == std::errc{} && end == digits.data() + digits.size();
    const bool allowed = code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xD800) ||
                         (code > 0xDFFF && code <= 0x10FFFF);
    return whole && allowed ? code : 0;
}

}  // namespace

Xml::Xml(std::string_view bytes) : left_{bytes} {
    if (left_.starts_with("\xEF\xBB\xBF")) left_.remove_prefix(3);
    broken_ = bytes.size() > kBytesMax || std::ranges::any_of(bytes, isControl);
}

Xml::Event Xml::next() {
    if (broken_) return Event::Broken;
    if (closed_) open_.pop_back(), closed_ = false;
    if (empty_) return empty_ = false, closed_ = true, Event::Close;
    while (true) {
        if (open_.empty()) skipBlanks();
        if (left_.empty()) return rooted_ && open_.empty() ? Event::End : broken();
        if (left_.front() != '<') return open_.empty() ? broken() : readText();
        if (left_.starts_with("<?")) {
            if (!skipPast("?>")) return broken();
        } else if (left_.starts_with("<!--")) {
            if (!skipPast("-->")) return broken();
        } else if (left_.starts_with("<![CDATA[")) {
            return open_.empty() ? broken() : readData();
        } else if (left_.starts_with("<!")) {
            return broken();  // A document type: it could name entities and files.
        } else {
            return left_.starts_with("</") ? readClose() : readOpen();
        }
    }
}

std::string_view Xml::attribute(std::string_view name) const {
    const auto found = std::ranges::find(attributes_, name, &Attribute::name);
    return found == attributes_.end() ? std::string_view{} : found->value;
}

std::string_view Xml::space() const {
    const auto whole = open_.empty() ? std::string_view{} : open_.back();
    const auto colon = whole.find(':');
    return attribute(colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string{whole.substr(0, colon)});
}

Xml::Event Xml::broken() {
    broken_ = true;
    return Event::Broken;
}

Xml::Event Xml::readText() {
    text_.clear();
    while (!left_.empty() && left_.front() != '<') {
        if (left_.front() == '&') {
            if (!readReference()) return broken();
            continue;
        }
        const auto length = std::min(left_.find_first_of("<&"), left_.size());
        text_ += left_.substr(0, length);
        left_.remove_prefix(length);
    }
    return Event::Text;
}

bool Xml::readReference() {
    const auto end = left_.substr(0, 12).find(';');
    if (end == std::string_view::npos || end < 3) return false;
    const auto name = left_.substr(1, end - 1);
    const unsigned code = name == "lt"            ? '<'
                          : name == "gt"          ? '>'
                          : name == "amp"         ? '&'
                          : name == "quot"        ? '"'
                          : name == "apos"        ? '\''
                          : name.starts_with('#') ? characterOf(name)
                                                  : 0;
    if (code == 0) return false;
    addUtf8(text_, code);
    left_.remove_prefix(end + 1);
    return true;
}

Xml::Event Xml::readData() {
    constexpr std::size_t kOpening = 9;
    const auto end = left_.find("]]>", kOpening);
    if (end == std::string_view::npos) return broken();
    text_ = left_.substr(kOpening, end - kOpening);
    left_.remove_prefix(end + 3);
    return Event::Text;
}

Xml::Event Xml::readOpen() {
    left_.remove_prefix(1);
    const auto whole = takeName();
    if (whole.empty() || open_.size() == kDepthMax || (open_.empty() && rooted_)) return broken();
    rooted_ = true;
    attributes_.clear();
    while (true) {
        const bool blank = !left_.empty() && isBlank(left_.front());
        skipBlanks();
        empty_ = take("/>");
        if (empty_ || take(">")) break;
        if (!blank || attributes_.size() == kAttributesMax || !readAttribute()) return empty_ = false, broken();
    }
    open_.push_back(whole);
    name_ = withoutPrefix(whole);
    return Event::Open;
}

bool Xml::readAttribute() {
    const auto name = takeName();
    skipBlanks();
    if (name.empty() || !attribute(name).empty() || !take("=")) return false;
    skipBlanks();
    if (left_.empty() || (left_.front() != '"' && left_.front() != '\'')) return false;
    const auto end = left_.find(left_.front(), 1);
    if (end == std::string_view::npos) return false;
    const auto value = left_.substr(1, end - 1);
    if (value.find('<') != std::string_view::npos) return false;
    attributes_.push_back({name, value});
    left_.remove_prefix(end + 1);
    return true;
}

Xml::Event Xml::readClose() {
    left_.remove_prefix(2);
    const auto whole = takeName();
    skipBlanks();
    if (open_.empty() || whole != open_.back() || !take(">")) return broken();
    name_ = withoutPrefix(whole);
    closed_ = true;
    return Event::Close;
}

bool Xml::skipPast(std::string_view end) {
    const auto at = left_.find(end, 2);
    if (at == std::string_view::npos) return false;
    left_.remove_prefix(at + end.size());
    return true;
}

std::string_view Xml::takeName() {
    std::size_t length = 0;
    while (length < left_.size() && isOfName(left_[length], length == 0)) ++length;
    const auto name = left_.substr(0, length);
    left_.remove_prefix(length);
    return name;
}

void Xml::skipBlanks() {
    while (!left_.empty() && isBlank(left_.front())) left_.remove_prefix(1);
}

bool Xml::take(std::string_view expected) {
    if (!left_.starts_with(expected)) return false;
    left_.remove_prefix(expected.size());
    return true;
}

}  // namespace sepa
