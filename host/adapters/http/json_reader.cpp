// The only file that sees nlohmann's parser.
#include "adapters/http/json_reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace buono::http::json {

enum class Kind : std::uint8_t { Null, Truth, Integer, Fraction, Text, Object, Array };

/// One value. Nodes stand in document order; a container's members are linked by `next`, never walked by recursion.
struct Node {
    Kind kind = Kind::Null;
    bool asked = false;
    std::size_t parent = 0;
    std::size_t first = 0;  ///< First member or element; 0 is none, because 0 is the top.
    std::size_t next = 0;
    std::size_t count = 0;
    std::size_t order = 0;  ///< Place in its array.
    std::int64_t integer = 0;
    std::string name{};
    std::string text{};
};

namespace {

constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kMembersMax = 256;
constexpr std::size_t kValuesMax = 200'000;  ///< A value takes 60 times its shortest text in memory.
constexpr std::size_t kPointerTokenMax = 64;

// Receives nlohmann's events and keeps nodes. Answering false stops the parser at once.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(std::vector<Node>& nodes) : nodes_{nodes} {}

    const std::optional<Error>& error() const { return error_; }

    bool null() override { return add(Kind::Null).has_value(); }
    bool boolean(bool value) override { return addInteger(Kind::Truth, value); }
    bool number_integer(number_integer_t value) override { return addInteger(Kind::Integer, value); }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<number_unsigned_t>(INT64_MAX)) return addInteger(Kind::Fraction, 0);
        return addInteger(Kind::Integer, static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t, const string_t&) override { return addInteger(Kind::Fraction, 0); }
    bool string(string_t& value) override {
        const auto place = add(Kind::Text);
        if (place) nodes_[*place].text = std::move(value);
        return place.has_value();
    }
    bool binary(binary_t&) override { return fail(ErrorCode::Malformed, "JSON has no binary values"); }
    bool start_object(std::size_t) override { return open(Kind::Object); }
    bool start_array(std::size_t) override { return open(Kind::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        const auto& object = nodes_[open_.back().place];
        if (object.count == kMembersMax) return fail(ErrorCode::TooLarge, "an object has more than 256 members");
        for (auto i = object.first; i != 0; i = nodes_[i].next)
            if (nodes_[i].name == name) return fail(ErrorCode::Malformed, "a name stands twice in one object");
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return refuse(position);
    }
    bool refuse(std::size_t position) {
        return fail(ErrorCode::Malformed, "not well-formed JSON at byte " + std::to_string(position));
    }

private:
    struct Open {
        std::size_t place;
        std::size_t last;
    };

    std::optional<std::size_t> add(Kind kind) {
        const auto place = nodes_.size();
        if (place == kValuesMax) {
            fail(ErrorCode::TooLarge, "the document has more than 200000 values");
            return std::nullopt;
        }
        Node node;
        node.kind = kind;
        if (!open_.empty()) {
            auto& [parent, last] = open_.back();
            node.parent = parent;
            node.order = nodes_[parent].count++;
            node.name = std::move(name_);
            (last == 0 ? nodes_[parent].first : nodes_[last].next) = place;
            last = place;
        }
        name_.clear();
        nodes_.push_back(std::move(node));
        return place;
    }
    bool addInteger(Kind kind, std::int64_t value) {
        const auto place = add(kind);
        if (place) nodes_[*place].integer = value;
        return place.has_value();
    }
    bool open(Kind kind) {
        if (open_.size() == kDepthMax) return fail(ErrorCode::Malformed, "the document has more than 32 levels");
        const auto place = add(kind);
        if (place) open_.push_back({*place, 0});
        return place.has_value();
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    bool fail(ErrorCode code, std::string detail) {
        if (!error_) error_ = Error{code, {}, std::move(detail)};
        return false;
    }

    std::vector<Node>& nodes_;
    std::vector<Open> open_;
    std::string name_;
    std::optional<Error> error_;
};

void appendToken(std::string& out, std::string_view token) {
    out += '/';
    auto size = std::min(token.size(), kPointerTokenMax);
    while (size < token.size() && (static_cast<unsigned char>(token[size]) & 0xC0) == 0x80) --size;
    for (const char c : token.substr(0, size)) {  // Never half a character.
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
}

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

bool hasControl(std::string_view text, bool lines) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool allowed = lines && (c == '\n' || c == '\r' || c == '\t');
        if ((byte < 0x20 && !allowed) || byte == 0x7F) return true;
    }
    return false;
}

std::optional<std::int64_t> digits(std::string_view text) {
    std::int64_t value = 0;
    if (text.empty()) return std::nullopt;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// "2026-03-01T08:00:00Z", with up to six digits of a second's fraction.
std::optional<registers::Instant> instantOf(std::string_view text) {
    if (text.size() < 20 || text.size() > 27 || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
    if (text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto date = registers::parseDate(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)),
               second = digits(text.substr(17, 2));
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::int64_t fraction_us = 0;
    if (text.size() > 20) {
        const auto fraction = digits(text.substr(20, text.size() - 21));
        if (text[19] != '.' || !fraction) return std::nullopt;
        fraction_us = *fraction;
        for (auto places = text.size() - 21; places < 6; ++places) fraction_us *= 10;
    }
    const auto day = std::chrono::sys_days{*date}.time_since_epoch().count();
    return registers::Instant{((day * 24 + *hour) * 60 + *minute) * 60'000'000 + *second * 1'000'000 + fraction_us};
}

}  // namespace

struct Document::State {
    std::vector<Node> nodes;
    std::optional<Error> error;
};

Document::Document(std::string_view text) : state_{std::make_unique<State>()} {
    state_->nodes.reserve(32);
    Builder builder{state_->nodes};
    const auto nul = text.find('\0');  // Where nlohmann would think that the document ends.
    if (nul == std::string_view::npos)
        nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    else
        builder.refuse(nul);
    state_->error = builder.error();
    if (state_->error || state_->nodes.empty()) state_->nodes.assign(1, Node{});
}

Document::~Document() = default;

Object Document::object() {
    auto& top = state_->nodes.front();
    top.asked = true;
    if (top.kind != Kind::Object) keep(0, {}, ErrorCode::Malformed, "the document is a JSON object");
    return {*this, 0};
}

Status Document::finish() {
    if (state_->error) return *state_->error;
    for (std::size_t i = 1; i < state_->nodes.size(); ++i)
        if (!state_->nodes[i].asked)
            return Error{ErrorCode::UnknownMember, pointer(i, {}), "this member is not known here"};
    return kOk;
}

void Document::keep(std::size_t place, std::string_view name, ErrorCode code, std::string detail) {
    if (!state_->error) state_->error = Error{code, pointer(place, name), std::move(detail)};
}

std::string Document::pointer(std::size_t place, std::string_view name) const {
    std::vector<std::string> tokens;
    for (; place != 0; place = state_->nodes[place].parent) {
        const auto& node = state_->nodes[place];
        const bool in_array = state_->nodes[node.parent].kind == Kind::Array;
        tokens.push_back(in_array ? std::to_string(node.order) : node.name);
    }
    std::string out;
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) appendToken(out, *token);
    if (!name.empty()) appendToken(out, name);
    return out;
}

bool Object::has(std::string_view name) {
    auto& nodes = document_->state_->nodes;
    for (auto i = nodes[place_].first; i != 0; i = nodes[i].next) {
        if (nodes[i].name != name || nodes[place_].kind != Kind::Object) continue;
        if (nodes[i].kind == Kind::Null) nodes[i].asked = true;
        return nodes[i].kind != Kind::Null;
    }
    return false;
}

Node* Object::member(std::string_view name) {
    auto& nodes = document_->state_->nodes;
    if (nodes[place_].kind == Kind::Object) {
        for (auto i = nodes[place_].first; i != 0; i = nodes[i].next) {
            if (nodes[i].name != name) continue;
            nodes[i].asked = true;
            return &nodes[i];
        }
    }
    document_->keep(place_, name, ErrorCode::MissingMember, "this member is required");
    return nullptr;
}

Node* Object::textNode(std::string_view name, ErrorCode wrong, const char* form) {
    auto* node = member(name);
    if (node == nullptr || node->kind == Kind::Text) return node;
    document_->keep(place_, name, wrong, form);
    return nullptr;
}

std::string Object::bounded(std::string_view name, std::size_t min, std::size_t max, bool lines) {
    auto* node = textNode(name, ErrorCode::InvalidValue, "this is a JSON string");
    if (node == nullptr) return {};
    const auto length = characters(node->text);
    if (length < min || length > max) {
        document_->keep(place_, name, ErrorCode::InvalidValue,
                        "this has from " + std::to_string(min) + " to " + std::to_string(max) + " characters");
        return {};
    }
    if (hasControl(node->text, lines)) {
        document_->keep(place_, name, ErrorCode::InvalidValue, "control characters are not allowed here");
        return {};
    }
    return node->text;
}

std::string Object::text(std::string_view name, std::size_t min, std::size_t max) {
    return bounded(name, min, max, false);
}

std::string Object::prose(std::string_view name, std::size_t min, std::size_t max) {
    return bounded(name, min, max, true);
}

std::int64_t Object::integer(std::string_view name, std::int64_t min, std::int64_t max) {
    auto* node = member(name);
    if (node == nullptr) return min;
    if (node->kind == Kind::Integer && node->integer >= min && node->integer <= max) return node->integer;
    document_->keep(place_, name, ErrorCode::InvalidValue,
                    "this is a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return min;
}

bool Object::truth(std::string_view name) {
    auto* node = member(name);
    if (node != nullptr && node->kind == Kind::Truth) return node->integer != 0;
    document_->keep(place_, name, ErrorCode::InvalidValue, "this is true or false");
    return false;
}

Money Object::money(std::string_view name) {
    constexpr auto kForm = "an amount is written {\"amount\":\"100.00\",\"currency\":\"EUR\"}";
    auto* node = member(name);
    if (node == nullptr) return {};
    if (node->kind != Kind::Object) {
        document_->keep(place_, name, ErrorCode::InvalidAmount, kForm);
        return {};
    }
    Object object{*document_, static_cast<std::size_t>(node - document_->state_->nodes.data())};
    const auto* amount = object.textNode("amount", ErrorCode::InvalidAmount, kForm);
    const auto* currency = object.textNode("currency", ErrorCode::InvalidAmount, kForm);
    if (amount == nullptr || currency == nullptr) return {};
    if (currency->text != "EUR") object.refuse("currency", ErrorCode::InvalidAmount, "the currency is EUR");
    const auto money = Money::parse(amount->text);
    if (!money) object.refuse("amount", money.error().code, money.error().detail);
    return money ? *money : Money{};
}

registers::Id Object::id(std::string_view name) {
    auto* node = textNode(name, ErrorCode::InvalidValue, "this is an id");
    if (node == nullptr) return {};
    const auto id = registers::Id::parse(node->text);
    if (!id)
        document_->keep(place_, name, ErrorCode::InvalidValue,
                        "an id has 32 lower-case hexadecimal digits in five groups");
    return id.value_or(registers::Id{});
}

registers::Date Object::date(std::string_view name) {
    constexpr registers::Date kNone{std::chrono::year{1900}, std::chrono::January, std::chrono::day{1}};
    auto* node = textNode(name, ErrorCode::InvalidValue, "this is a date like 2026-03-01");
    if (node == nullptr) return kNone;
    const auto date = registers::parseDate(node->text);
    if (!date) document_->keep(place_, name, ErrorCode::InvalidValue, "this is a date that exists, like 2026-03-01");
    return date.value_or(kNone);
}

registers::Instant Object::instant(std::string_view name) {
    auto* node = textNode(name, ErrorCode::InvalidValue, "this is an instant like 2026-03-01T08:00:00Z");
    if (node == nullptr) return {};
    const auto instant = instantOf(node->text);
    if (!instant)
        document_->keep(place_, name, ErrorCode::InvalidValue, "this is an instant in UTC, like 2026-03-01T08:00:00Z");
    return instant.value_or(registers::Instant{});
}

std::size_t Object::oneOf(std::string_view name, std::span<const std::string_view> names) {
    auto* node = textNode(name, ErrorCode::InvalidValue, "this is one of a few names");
    if (node == nullptr) return 0;
    std::string known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (node->text == names[i]) return i;
        known += (i == 0 ? "" : ", ") + std::string{names[i]};
    }
    document_->keep(place_, name, ErrorCode::InvalidValue, "this is one of: " + known);
    return 0;
}

Object Object::object(std::string_view name) {
    auto* node = member(name);
    if (node == nullptr) return {*document_, place_};
    if (node->kind != Kind::Object) document_->keep(place_, name, ErrorCode::InvalidValue, "this is an object");
    return {*document_, static_cast<std::size_t>(node - document_->state_->nodes.data())};
}

Node* Object::array(std::string_view name, std::size_t min, std::size_t max) {
    auto* node = member(name);
    if (node == nullptr) return nullptr;
    if (node->kind == Kind::Array && node->count >= min && node->count <= max) return node;
    document_->keep(place_, name, ErrorCode::InvalidValue,
                    "this is a list of " + std::to_string(min) + " to " + std::to_string(max));
    return nullptr;
}

void Object::each(std::string_view name, std::size_t min, std::size_t max, const EachObject& read) {
    const auto* list = array(name, min, max);
    auto& nodes = document_->state_->nodes;
    for (auto i = list == nullptr ? 0 : list->first; i != 0; i = nodes[i].next) {
        nodes[i].asked = true;
        const Object element{*document_, i};
        if (nodes[i].kind != Kind::Object)
            document_->keep(i, {}, ErrorCode::InvalidValue, "this is an object");
        else
            read(element);
    }
}

void Object::eachText(std::string_view name, std::size_t min, std::size_t max, const EachText& read) {
    const auto* list = array(name, min, max);
    auto& nodes = document_->state_->nodes;
    for (auto i = list == nullptr ? 0 : list->first; i != 0; i = nodes[i].next) {
        nodes[i].asked = true;
        if (nodes[i].kind != Kind::Text || nodes[i].text.empty() || hasControl(nodes[i].text, false))
            document_->keep(i, {}, ErrorCode::InvalidValue, "this is a text without control characters");
        else
            read(nodes[i].text);
    }
}

void Object::eachMember(std::string_view name, std::size_t max_members, std::size_t max,
                        const std::function<void(std::string_view, std::string_view)>& read) {
    auto inner = object(name);
    auto& nodes = document_->state_->nodes;
    if (nodes[inner.place_].count > max_members) inner.refuse({}, ErrorCode::InvalidValue, "this has too many members");
    if (inner.place_ == place_) return;  // It was missing, which is kept already.
    for (auto i = nodes[inner.place_].first; i != 0; i = nodes[i].next) {
        const auto key = nodes[i].name;
        const auto value = inner.text(key, 0, max);
        read(key, value);
    }
}

void Object::refuse(std::string_view name, ErrorCode code, std::string detail) {
    document_->keep(place_, name, code, std::move(detail));
}

}  // namespace buono::http::json
