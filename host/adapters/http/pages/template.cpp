#include "adapters/http/pages/template.hpp"

#include <kainjow/mustache.hpp>
#include <stdexcept>

namespace buono::http::pages {
namespace {

namespace engine = kainjow::mustache;

constexpr std::string_view kTextBegin = "{{#t}}", kTextEnd = "{{/t}}", kPartial = "{{>";
constexpr int kDepthMax = 8;

/// Unknown names are an error. The library renders them empty.
class StrictContext : public engine::context<std::string> {
public:
    explicit StrictContext(const engine::data* data) : context{data} {}
    const engine::data* get(const std::string& name) const override {
        const auto* found = context::get(name);
        if (found == nullptr) throw std::logic_error{"the template uses a name the page did not give: " + name};
        return found;
    }
};

engine::data converted(const Data& data);

engine::data converted(const Data::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return engine::data{*text};
    if (const auto* flag = std::get_if<bool>(&value)) return engine::data{*flag};
    engine::data list{engine::data::type::list};
    for (const auto& item : std::get<std::vector<Data>>(value)) list.push_back(converted(item));
    return list;
}

engine::data converted(const Data& data) {
    engine::data object{engine::data::type::object};
    for (const auto& [name, value] : data) object.set(name, converted(value));
    return object;
}

/// Line breaks and indents of a template are not part of a message.
std::string oneLine(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) out += c;
        if (space && !out.empty() && out.back() != ' ') out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string translated(std::string_view source, const Templates::Translate& translate, const std::string& file) {
    std::string out;
    std::size_t from = 0;
    for (auto begin = source.find(kTextBegin); begin != source.npos; begin = source.find(kTextBegin, from)) {
        const auto text = begin + kTextBegin.size(), end = source.find(kTextEnd, text);
        if (end == source.npos) throw std::invalid_argument{file + ": {{#t}} without {{/t}}"};
        out.append(source.substr(from, begin - from)).append(translate(oneLine(source.substr(text, end - text))));
        from = end + kTextEnd.size();
    }
    return out.append(source.substr(from));
}

std::string whole(const Templates::Sources& sources, const std::string& name, int depth) {
    const auto found = sources.find(name);
    if (found == sources.end()) throw std::invalid_argument{"there is no template " + name};
    if (depth > kDepthMax) throw std::invalid_argument{name + ": templates include each other in a circle"};
    const std::string& source = found->second;
    std::string out;
    std::size_t from = 0;
    for (auto begin = source.find(kPartial); begin != source.npos; begin = source.find(kPartial, from)) {
        const auto end = source.find("}}", begin);
        if (end == source.npos) throw std::invalid_argument{name + ": {{> without }}"};
        const auto partial =
            oneLine(std::string_view{source}.substr(begin + kPartial.size(), end - begin - kPartial.size()));
        out.append(source, from, begin - from).append(whole(sources, partial, depth + 1));
        from = end + 2;
    }
    return out.append(source, from);
}

}  // namespace

/// The library's render is not const, because partials and lambdas may fail late; here are neither, so it only reads.
struct Templates::Parsed {
    explicit Parsed(const std::string& text) : page{text} {}
    mutable engine::mustache page;
};

Templates::Templates(const Sources& sources, const Translate& translate) {
    for (const auto& [name, source] : sources) {
        auto parsed = std::make_unique<Parsed>(translated(whole(sources, name, 0), translate, name));
        if (!parsed->page.is_valid()) throw std::invalid_argument{name + ": " + parsed->page.error_message()};
        parsed_.emplace(name, std::move(parsed));
    }
}

Templates::~Templates() = default;

std::string Templates::render(std::string_view name, const Data& data) const {
    const auto found = parsed_.find(name);
    if (found == parsed_.end()) throw std::logic_error{"there is no template " + std::string{name}};
    const auto values = converted(data);
    StrictContext context{&values};
    std::ostringstream stream;
    found->second->page.render(context, stream);
    return std::move(stream).str();
}

}  // namespace buono::http::pages
