// Data: what a template is filled with. Three kinds of value: a text, a flag, a list of Data.
//
// An object that may be missing is a list of one or none. A name the template uses and the Data lacks is an error:
// nothing is empty by accident. A value; it lives as long as one answer.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace buono::http::pages {

class Data {
public:
    using Value = std::variant<std::string, bool, std::vector<Data>>;

    Data& text(std::string_view name, std::string_view value) { return put(name, std::string{value}); }
    Data& flag(std::string_view name, bool value) { return put(name, value); }
    Data& list(std::string_view name, std::vector<Data> items) { return put(name, std::move(items)); }
    /// A section shown once, with its own names; `none` hides it.
    Data& one(std::string_view name, Data item) { return list(name, {std::move(item)}); }
    Data& none(std::string_view name) { return list(name, {}); }

    bool has(std::string_view name) const {
        for (const auto& field : fields_)
            if (field.first == name) return true;
        return false;
    }
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

private:
    Data& put(std::string_view name, Value value) {
        fields_.emplace_back(std::string{name}, std::move(value));
        return *this;
    }

    std::vector<std::pair<std::string, Value>> fields_;
};

}  // namespace buono::http::pages
