// Document: one flat JSON object of texts and whole numbers, the form in which the host hands over a plugin's data.
//
// Not a JSON library: nesting, floats, escapes other than \" \\ and \/, and doubled members are refused. At most
// 64 members and 64 KiB.
#pragma once

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace buono::plugin {

class Document {
public:
    /// Nothing when `text` is not such an object.
    static std::optional<Document> parse(std::string_view text) {
        Document document;
        if (text.size() > 65536 || !document.object(text)) return std::nullopt;
        return document;
    }

    std::optional<std::string> text(const std::string& name) const {
        const auto found = texts_.find(name);
        if (found == texts_.end()) return std::nullopt;
        return found->second;
    }
    std::optional<std::int64_t> number(const std::string& name) const {
        const auto found = numbers_.find(name);
        if (found == numbers_.end()) return std::nullopt;
        return found->second;
    }

private:
    static void blanks(std::string_view& in) {
        while (!in.empty() && std::string_view{" \t\r\n"}.find(in.front()) != std::string_view::npos)
            in.remove_prefix(1);
    }
    static bool take(std::string_view& in, char expected) {
        blanks(in);
        if (in.empty() || in.front() != expected) return false;
        in.remove_prefix(1);
        blanks(in);
        return true;
    }
    static std::optional<std::string> string(std::string_view& in) {
        if (in.empty() || in.front() != '"') return std::nullopt;
        std::string out;
        for (std::size_t at = 1; at < in.size(); ++at) {
            if (in[at] == '"') return in.remove_prefix(at + 1), out;
            if (static_cast<unsigned char>(in[at]) < 0x20) return std::nullopt;
            if (in[at] == '\\' &&
                (++at == in.size() || std::string_view{"\"\\/"}.find(in[at]) == std::string_view::npos))
                return std::nullopt;
            out += in[at];
        }
        return std::nullopt;
    }
    bool member(std::string_view& in) {
        const auto name = string(in);
        if (!name || texts_.contains(*name) || numbers_.contains(*name) || !take(in, ':')) return false;
        if (const auto value = string(in)) return texts_.emplace(*name, *value).second;
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(in.data(), in.data() + in.size(), number);
        if (failed != std::errc{}) return false;
        in.remove_prefix(static_cast<std::size_t>(end - in.data()));
        return numbers_.emplace(*name, number).second;
    }
    bool object(std::string_view in) {
        if (!take(in, '{')) return false;
        while (!take(in, '}')) {
            const bool first = texts_.empty() && numbers_.empty();
            if (texts_.size() + numbers_.size() == 64 || (!first && !take(in, ',')) || !member(in)) return false;
        }
        return in.empty();
    }

    std::map<std::string, std::string> texts_;
    std::map<std::string, std::int64_t> numbers_;
};

}  // namespace buono::plugin
