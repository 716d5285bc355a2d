// Result<T>: either a T or the Error that explains why there is none.
//
// A subset of C++23 std::expected<T, Error> with the same spelling, so that the day the toolchain allows it
// this file becomes one alias. Reading the wrong side is a bug in the caller and stops the process.
#pragma once

#include <utility>
#include <variant>

#include <buono/check.hpp>
#include <buono/error.hpp>

namespace buono {

template <class T = std::monostate>
class [[nodiscard]] Result {
public:
    Result(T value) : state_{std::in_place_index<0>, std::move(value)} {}
    Result(Error error) : state_{std::in_place_index<1>, std::move(error)} {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    const T& operator*() const& { return *checked(); }
    T& operator*() & { return *checked(); }
    T operator*() && { return std::move(*checked()); }
    const T* operator->() const { return checked(); }
    T* operator->() { return checked(); }

    const Error& error() const {
        BUONO_CHECK(!has_value());
        return *std::get_if<1>(&state_);
    }

private:
    const T* checked() const {
        BUONO_CHECK(has_value());
        return std::get_if<0>(&state_);
    }
    T* checked() { return const_cast<T*>(std::as_const(*this).checked()); }

    std::variant<T, Error> state_;
};

using Status = Result<>;  // For operations that answer only "done" or "refused".
inline const Status kOk{std::monostate{}};

}  // namespace buono
