// json::Document and json::Object: read a request's JSON by the members an operation knows, and refuse the rest.
//
//     json::Document document{request.body};
//     auto body = document.object();
//     const auto child = body.id("child_id");
//     const auto price = body.money("price");
//     const auto note = body.has("note") ? body.text("note", 1, 200) : std::string{};
//     body.each("lines", 1, 50, [&](json::Object line) { lines.push_back(readLine(line)); });
//     if (const auto read = document.finish(); !read) return problem(read.error(), request);
//
// A reader answers a harmless value where something is wrong, and finish() the first thing that was: malformed
// JSON, a missing or unknown member, a wrong type, a bound. So values count only after finish() succeeded. Error.field
// is the JSON pointer; no error repeats a value that was sent. Refused before anything is read: more than 32 levels, a
// name that stands twice, more than 256 members in one object, more than 200,000 values. A number with a fraction or
// beyond 64 bits is a value that no reader takes.
//
// It is no general JSON library: there is no tree to walk and no way to ignore what was sent.
// One thread. An Object is a light handle and must not outlive its Document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <buono/money.hpp>
#include <buono/result.hpp>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::http::json {

class Document;
class Object;
struct Node;

using EachObject = std::function<void(Object)>;
using EachText = std::function<void(std::string_view)>;

class Object {
public:
    /// True when the member is there and not null. An optional member is asked for with has() first.
    bool has(std::string_view name);

    /// Text of min..max characters (not bytes) without control characters.
    std::string text(std::string_view name, std::size_t min, std::size_t max);
    /// The same, with line breaks and tabs allowed.
    std::string prose(std::string_view name, std::size_t min, std::size_t max);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
    bool truth(std::string_view name);
    Money money(std::string_view name);  ///< {"amount":"100.00","currency":"EUR"}
    registers::Id id(std::string_view name);
    registers::Date date(std::string_view name);
    registers::Instant instant(std::string_view name);  ///< RFC 3339 in UTC: ends with Z.
    /// The place of the member's text in `names`.
    std::size_t oneOf(std::string_view name, std::span<const std::string_view> names);
    std::size_t oneOf(std::string_view name, std::initializer_list<std::string_view> names) {
        return oneOf(name, std::span{names.begin(), names.size()});
    }
    Object object(std::string_view name);
    void each(std::string_view name, std::size_t min, std::size_t max, const EachObject& read);
    void eachText(std::string_view name, std::size_t min, std::size_t max, const EachText& read);
    /// Every member of an object used as a map: its name, and its text of at most `max` characters.
    void eachMember(std::string_view name, std::size_t max_members, std::size_t max,
                    const std::function<void(std::string_view, std::string_view)>& read);

    /// Refuses this object's member from the caller's own rule; `name` "" means the object.
    void refuse(std::string_view name, ErrorCode code, std::string detail);

private:
    friend class Document;
    Object(Document& document, std::size_t place) : document_{&document}, place_{place} {}

    Node* member(std::string_view name);  ///< Null, and an error kept, when absent.
    Node* textNode(std::string_view name, ErrorCode wrong, const char* form);
    std::string bounded(std::string_view name, std::size_t min, std::size_t max, bool lines);
    Node* array(std::string_view name, std::size_t min, std::size_t max);

    Document* document_;
    std::size_t place_;
};

class Document {
public:
    /// @param text bounded by the caller (the operation's body cap).
    explicit Document(std::string_view text);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    /// The top of the document, which must be an object.
    Object object();
    /// The first thing that was wrong, in the order of reading; then any member that nobody asked for.
    Status finish();

private:
    friend class Object;
    struct State;

    void keep(std::size_t place, std::string_view name, ErrorCode code, std::string detail);
    std::string pointer(std::size_t place, std::string_view name) const;

    std::unique_ptr<State> state_;
};

}  // namespace buono::http::json
