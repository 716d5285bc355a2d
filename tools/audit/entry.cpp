#include "entry.hpp"

#include <cstring>
#include <iterator>

namespace audit {
namespace {

Transfer readTransfer(const std::uint8_t* at) {
    return {static_cast<Action>(at[0]), static_cast<std::uint16_t>(at[1] << 8 | at[2]), number64(at + 3),
            number64(at + 11),          static_cast<std::int64_t>(number64(at + 19)),   number64(at + 27),
            number64(at + 35)};
}

const char* wrongOpening(const Transfer& t) {
    if (t.code == 0 || t.code > kKindMax) return "opens an account of no known kind";
    if (t.credit > 2) return "opens an account with no known limit";
    if (t.cents != 0) return "opens an account with an amount";
    return t.hold != 0 || t.corrects != 0 ? "opens an account and names a hold or a correction" : nullptr;
}

const char* wrong(const Transfer& t, std::uint64_t seq) {
    const auto action = static_cast<std::uint8_t>(t.action);
    if (action < 1 || action > 5) return "is of no known kind";
    if (t.action == Action::Open) return wrongOpening(t);
    if (t.code == 0 || t.code > kCodeMax) return "says no known reason";
    if (t.cents < 1 || t.cents > kCentsMax) return "moves no amount from 1 to 10^14 cents";
    if (t.debit == t.credit) return "debits and credits the same account";
    const bool ends = t.action == Action::Capture || t.action == Action::Release;
    if (ends != (t.hold != 0)) return ends ? "ends no hold" : "names a hold but ends none";
    return t.corrects >= seq ? "corrects an entry that is not before it" : nullptr;
}

}  // namespace

std::string readEntry(Bytes body, Entry& entry) {
    entry.transfers.clear();
    entry.head_read = entry.corrects = false;
    if (body.size() < kHeadBytes) return "the body is shorter than its head";
    if (body[0] != 1) return "the body is of version " + std::to_string(body[0]) + ", not 1";
    entry.seq = number64(body.data() + 3);
    entry.time_us = static_cast<std::int64_t>(number64(body.data() + 11));
    std::memcpy(entry.cause.data(), body.data() + 19, entry.cause.size());
    entry.head_read = true;
    const std::size_t count = static_cast<std::size_t>(body[1]) << 8 | body[2];
    if (count < 1 || count > kCountMax) return "the body says it has " + std::to_string(count) + " transfers";
    if (body.size() != kHeadBytes + count * kTransferBytes) return "the body's length does not fit its count";
    for (std::size_t i = 0; i < count; ++i) {
        entry.transfers.push_back(readTransfer(body.data() + kHeadBytes + i * kTransferBytes));
        entry.corrects |= entry.transfers.back().corrects != 0;
        if (const auto* what = wrong(entry.transfers.back(), entry.seq))
            return "transfer " + std::to_string(i) + " " + what;
    }
    return {};
}

std::string kindName(std::uint16_t kind) {
    static constexpr const char* kNames[] = {"unknown",  "budget",     "source",    "voucher",        "payable",
                                             "paid",     "pledge",     "promise",   "credit",         "clearing",
                                             "received", "refund due", "allowance", "allowance given"};
    static_assert(std::size(kNames) == kKindMax + 1);
    return kind <= kKindMax ? kNames[kind] : kNames[0];
}

std::string holdName(std::uint64_t hold) { return std::to_string(hold >> 16) + ":" + std::to_string(hold & 0xFFFF); }

}  // namespace audit
