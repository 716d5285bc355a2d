// Entry: one row of the journal, read from its canonical bytes as schemas/ledger/journal.md writes them down.
//
// Reading says what is wrong with the bytes alone; whether accounts and holds exist is the book's business.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "bytes.hpp"

namespace audit {

inline constexpr std::int64_t kCentsMax = 100'000'000'000'000;  // 10^14
inline constexpr std::size_t kHeadBytes = 35, kTransferBytes = 43, kCountMax = 10'000;

enum class Action : std::uint8_t { Open = 1, Post = 2, Hold = 3, Capture = 4, Release = 5 };

enum Kind : std::uint16_t {
    kBudget = 1,
    kSource = 2,
    kVoucher = 3,
    kPayable = 4,
    kPaid = 5,
    kPledge = 6,
    kPromise = 7,
    kCredit = 8,
    kClearing = 9,
    kReceived = 10,
    kRefundDue = 11,
    kAllowance = 12,
    kAllowanceGiven = 13,
    kKindMax = 13,
};
std::string kindName(std::uint16_t kind);

inline constexpr std::uint16_t kCodeMax = 13;
inline constexpr std::uint16_t kSpendingCode = 5;

struct Transfer {
    Action action{};
    std::uint16_t code = 0;
    std::uint64_t debit = 0;
    std::uint64_t credit = 0;
    std::int64_t cents = 0;
    std::uint64_t hold = 0;
    std::uint64_t corrects = 0;
};

struct Entry {
    std::uint64_t seq = 0;
    std::int64_t time_us = 0;
    std::array<std::uint8_t, 16> cause{};
    std::vector<Transfer> transfers;
    bool head_read = false;
    bool corrects = false;  ///< One of its transfers does.
};

/// Fills `entry`, whose memory is used again. Answers what is wrong, or "" when nothing is. `head_read` says that seq,
/// time and cause are those of the bytes, even where the transfers are wrong.
std::string readEntry(Bytes body, Entry& entry);

/// "3:1": entry and place, as people read it.
std::string holdName(std::uint64_t hold);

}  // namespace audit
