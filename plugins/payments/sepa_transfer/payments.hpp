// Payments: what is remembered of each operation, in the host's store, under its reference.
//
// It goes waiting -> paid or withdrawn, and from paid to returned and to paid again. A withdrawn one stays withdrawn,
// also where it was never seen before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <buono/plugin/host.hpp>

namespace sepa {

struct Payment {
    std::string state;  ///< "" was never seen.
    std::int64_t amount_minor = 0;
    std::string currency;
    std::string operation;
    std::string ente;
    std::string entry;  ///< The bank's reference of what paid it.
    std::string back;   ///< ... and of what took that back.
    std::string reference;
    std::uint64_t version = 0;

    bool isFor(std::int64_t minor, std::string_view code) const { return amount_minor == minor && currency == code; }
    /// Money may still come for it.
    bool isOpen() const { return state == "waiting" || state == "returned"; }
};

class Payments {
public:
    explicit Payments(const buono::plugin::Host& host) : host_{host} {}

    /// With its reference, whether it was seen before or not.
    Payment of(std::string_view operation) const;
    Payment under(const std::string& reference) const;
    /// false: somebody was faster, or there is no room; nothing changed.
    bool keep(const Payment& payment) const;

private:
    const buono::plugin::Host& host_;
};

}  // namespace sepa
