#include "adapters/http/pages/words.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <stdexcept>
#include <vector>

namespace buono::http::pages {

// Only the catalogue reader of Boost.Locale: no ICU, no locale of the system. Its files come from memory.
Words::Words(std::string_view mo) : translates_{true} {
    namespace gettext = boost::locale::gnu_gettext;
    if (mo.empty()) throw std::invalid_argument{"the catalogue of messages is empty"};
    gettext::messages_info info;
    info.language = "it";
    info.encoding = "UTF-8";
    info.locale_category = "LC_MESSAGES";
    info.paths = {"."};
    info.domains = {gettext::messages_info::domain{"buono"}};
    info.callback = [mo](const std::string&, const std::string&) { return std::vector<char>(mo.begin(), mo.end()); };
    locale_ = std::locale{std::locale::classic(), gettext::create_messages_facet<char>(info)};
}

std::string Words::say(const std::string& english) const {
    return translates_ ? boost::locale::gettext(english.c_str(), locale_) : english;
}

}  // namespace buono::http::pages
