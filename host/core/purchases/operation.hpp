// Operation: one request to somebody outside (a payment method, a provider): its intent, kept before the first
// call, and what is known of its outcome.
//
// The id is the idempotency key outside; every call about the same thing carries it. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <buono/money.hpp>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::purchases {

using registers::Id;
using registers::Instant;

/// What somebody outside said. Numbers are those of the plugin ABI: silence, death and nonsense are Unknown.
enum class Outcome : std::uint8_t {
    Unknown = 0,
    Approved = 1,
    Declined = 2,
    Pending = 3,
    NotSent = 4,   ///< Surely nothing happened.
    NotFound = 5,  ///< They have never heard of it.
    Unsupported = 6,
    Invalid = 7,
};

/// "unknown", "approved", ...: the word of the API.
std::string_view word(Outcome outcome);

/// The answer of one call, already judged by the adapter.
struct Answer {
    Outcome outcome = Outcome::Unknown;
    std::string ref;                  ///< Their reference, whole: at most 128 bytes of text.
    std::string waits_for;            ///< Pending: "pay_at_till", "redirect", ...
    std::int64_t check_after_ms = 0;  ///< Pending: when to ask again; 0 when they did not say.
};

/// Which question an answer answers.
enum class Call : std::uint8_t { Authorize, Query, Cancel, Redeem, Status };

enum class Purpose : std::uint8_t { Pay = 1, Redeem = 2 };

struct Operation {
    Id id;
    Purpose purpose = Purpose::Pay;
    Id subject;  ///< The purchase (Pay) or redemption (Redeem).
    Id ente;
    std::string plugin;  ///< Payment method or provider.
    Money amount;
    Outcome outcome = Outcome::NotSent;  ///< NotSent until the first call: nothing has happened yet.
    bool ended = false;                  ///< The outcome is final.
    std::string ref;
    std::string waits_for;
    std::string receipt;  ///< What the ente's till stated; empty before.
    Instant at;
    Instant pay_by;          ///< Pay: after this hour the operation is voided and the holds released.
    std::int64_t looks = 0;  ///< Changes made about it so far: part of each next change's key.
};

/// How far it has come, in the word the payer and the till are shown: "asking", "checking" (nobody answered: nothing
/// is lost, it is asked again), "pay_at_till", "confirming_receipt", "approved", "declined".
std::string_view progress(const Operation& operation);

/// What people call it at the till: 8 hexadecimal digits of its id.
std::string reference(const Operation& operation);

/// How long to wait before asking again after the first, second, ... look: 2 s, 5 s, 15 s, 1 m, 5 m, 15 m, 1 h,
/// 3 h, 12 h, then daily. It never ends by age: silence is not "no".
std::int64_t nextLookAfterUs(std::int64_t looks);

}  // namespace buono::purchases
