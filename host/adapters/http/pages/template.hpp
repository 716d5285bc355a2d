// Templates: the pages' mustache files, translated and parsed once at start.
//
// `{{#t}}English text{{/t}}` is replaced by its translation and `{{> name}}` by that template before parsing, so a
// render only reads. A file that does not parse, a partial that is not there and a name that the data lacks are
// errors, never an empty place. Immutable after the constructor: any thread may render.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/pages/data.hpp"

namespace buono::http::pages {

class Templates {
public:
    using Sources = std::map<std::string, std::string, std::less<>>;  ///< By name, without ".mustache".
    using Translate = std::function<std::string(const std::string& english)>;

    /// Throws std::invalid_argument, told of the file and place, when a template is wrong.
    Templates(const Sources& sources, const Translate& translate);
    ~Templates();
    Templates(const Templates&) = delete;
    Templates& operator=(const Templates&) = delete;

    /// Throws std::logic_error when there is no such template or the data lacks a name it uses.
    std::string render(std::string_view name, const Data& data) const;

private:
    struct Parsed;
    std::map<std::string, std::unique_ptr<Parsed>, std::less<>> parsed_;
};

}  // namespace buono::http::pages
