// A request's target and a page's form: what is read is UTF-8 without controls, and no path leads upwards.
#include "adapters/http/target.hpp"

#include <algorithm>

#include "adapters/http/paging.hpp"
#include "input.hpp"

namespace {

using namespace buono;

bool hasControl(std::string_view text, bool lines) {
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && !(lines && (c == '\r' || c == '\n' || c == '\t'))) || c == 0x7F)
            return true;
    return false;
}

void check(const http::Fields& fields, bool lines) {
    for (const auto& [name, value] : fields) {
        BUONO_CHECK(http::isUtf8(name) && http::isUtf8(value));
        BUONO_CHECK(!hasControl(name, false) && !hasControl(value, lines));
    }
}

void check(const http::Target& target) {
    std::string path;
    for (const auto& segment : target.segments) {
        BUONO_CHECK(!segment.empty() && segment != "." && segment != ".." && segment.find('/') == std::string::npos);
        BUONO_CHECK(http::isUtf8(segment) && !hasControl(segment, false));
        path += "/" + segment;
    }
    BUONO_CHECK(target.path == (path.empty() ? "/" : path));
    check(target.query, false);
    for (const auto& field : target.query)
        BUONO_CHECK(std::count_if(target.query.begin(), target.query.end(),
                                  [&](const auto& f) { return f.first == field.first; }) == 1);
}

}  // namespace

FUZZ(text) {
    if (const auto target = http::readTarget(text)) check(*target);
    if (const auto form = http::readForm(text)) check(*form, true);
    BUONO_CHECK(http::fromBase64url(http::base64url(text)) == std::string{text});
    if (const auto bytes = http::fromBase64url(text)) BUONO_CHECK(http::base64url(*bytes) == text);
}
