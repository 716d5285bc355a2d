// json::Writer: writes one JSON document, member after member, into a string.
//
// Knows the platform's forms (money, ids, instants, dates). It does not build a tree and reads nothing. Numbers are
// integers only. A document left open is a bug and stops the process in take().
// One thread; the caller owns the string take() answers.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <buono/check.hpp>
#include <buono/money.hpp>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::http::json {

class Writer {
public:
    Writer() { out_.reserve(512); }

    Writer& beginObject() { return open('{'); }  ///< The document, or the next of an array.
    Writer& beginObject(std::string_view name) { return key(name).open('{'); }
    Writer& endObject() { return close('}'); }
    Writer& beginArray() { return open('['); }
    Writer& beginArray(std::string_view name) { return key(name).open('['); }
    Writer& endArray() { return close(']'); }

    template <class T>
    Writer& member(std::string_view name, const T& value) {
        return key(name).put(value);
    }
    /// Writes nothing where there is no value.
    template <class T>
    Writer& member(std::string_view name, const std::optional<T>& value) {
        return value ? key(name).put(*value) : *this;
    }
    /// The next of an array.
    template <class T>
    Writer& element(const T& value) {
        return comma().put(value);
    }
    /// A member whose value is JSON already (made by another Writer).
    Writer& raw(std::string_view name, std::string_view document);

    std::string take() {
        BUONO_CHECK(depth_ == 0);
        return std::move(out_);
    }

private:
    Writer& open(char bracket) {
        comma();
        out_ += bracket;
        fresh_ = true;
        ++depth_;
        return *this;
    }
    Writer& close(char bracket) {
        BUONO_CHECK(depth_ > 0);
        out_ += bracket;
        fresh_ = false;
        --depth_;
        return *this;
    }
    Writer& comma() {
        if (!fresh_) out_ += ',';
        fresh_ = false;
        return *this;
    }
    Writer& key(std::string_view name);

    Writer& put(std::string_view text);
    Writer& put(const std::string& text) { return put(std::string_view{text}); }
    Writer& put(const char* text) { return put(std::string_view{text}); }
    Writer& put(Money amount);
    Writer& put(const registers::Id& id) { return put(id.text()); }
    Writer& put(registers::Instant at) { return put(at.text()); }
    Writer& put(registers::Date date) { return put(registers::text(date)); }
    Writer& put(bool truth);
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Writer& put(T number) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        out_.append(digits, end);
        fresh_ = false;
        return *this;
    }

    std::string out_;
    int depth_ = 0;
    bool fresh_ = true;
};

}  // namespace buono::http::json
