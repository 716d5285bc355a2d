// Words: the pages' texts in the reader's language, from gettext catalogues. English is the message itself.
//
// Immutable after open(): any thread may read.
#pragma once

#include <locale>
#include <string>
#include <string_view>

namespace buono::http::pages {

class Words {
public:
    /// Only English.
    Words() = default;
    /// @param mo the bytes of a compiled catalogue (msgfmt) in UTF-8. Throws when they are none.
    explicit Words(std::string_view mo);

    /// The message itself where it has no translation; a test refuses such messages.
    std::string say(const std::string& english) const;

private:
    std::locale locale_ = std::locale::classic();
    bool translates_ = false;
};

}  // namespace buono::http::pages
