// Site: what the pages are made of: templates in two languages, words, and the built assets, all in memory.
//
// Read whole at start and never changed: any thread may use it. It knows no request and no business.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/exchange.hpp"
#include "adapters/http/pages/data.hpp"
#include "adapters/http/pages/template.hpp"
#include "adapters/http/pages/words.hpp"

namespace buono::http::pages {

struct Asset {
    std::string bytes;
    std::string gzip;  ///< The same, compressed by the build; empty where that saves nothing.
    std::string content_type;
};

class Site {
public:
    /// @param sources  the folder with `templates/*.mustache` (host/web)
    /// @param built    the folder of the web build with `assets/` and `locales/it.mo` (build/web)
    /// Throws std::runtime_error or std::invalid_argument, told of the file, when anything is missing or wrong.
    Site(const std::string& sources, const std::string& built);

    std::string render(Language language, std::string_view name, const Data& data) const {
        return (language == Language::English ? *english_ : *italian_).render(name, data);
    }
    std::string say(Language language, const std::string& english) const {
        return language == Language::English ? english : italian_words_.say(english);
    }
    /// By file name; nullptr when there is none.
    const Asset* asset(std::string_view file) const;
    /// "/assets/buono-1234.css" of "buono.css". Throws when the build has none.
    const std::string& address(std::string_view logical) const;

private:
    void readAssets(const std::string& folder);

    Words italian_words_;
    std::unique_ptr<Templates> english_;
    std::unique_ptr<Templates> italian_;
    std::map<std::string, Asset, std::less<>> assets_;
    std::map<std::string, std::string, std::less<>> addresses_;
};

}  // namespace buono::http::pages
