#include "causes.hpp"

#include <openssl/rand.h>

#include <bit>
#include <cstring>
#include <map>

namespace audit {
namespace {

/// SipHash-2-4 of 24 bytes.
std::uint64_t keyedHash(const std::array<std::uint64_t, 2>& key, const std::array<std::uint64_t, 3>& words) {
    std::uint64_t v0 = key[0] ^ 0x736f6d6570736575, v1 = key[1] ^ 0x646f72616e646f6d;
    std::uint64_t v2 = key[0] ^ 0x6c7967656e657261, v3 = key[1] ^ 0x7465646279746573;
    const auto round = [&] {
        v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
        v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
    };
    const auto take = [&](std::uint64_t word) {
        v3 ^= word;
        round(), round();
        v0 ^= word;
    };
    for (const auto word : words) take(word);
    take(std::uint64_t{24} << 56);
    v2 ^= 0xff;
    round(), round(), round(), round();
    return v0 ^ v1 ^ v2 ^ v3;
}

std::optional<Cause> causeOf(Bytes bytes) {
    Cause cause;
    if (bytes.size() != cause.size()) return std::nullopt;
    std::memcpy(cause.data(), bytes.data(), cause.size());
    return cause;
}

}  // namespace

Causes::Causes() {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(key_.data()), sizeof key_) != 1)
        throw std::runtime_error{"OpenSSL has no chance to give"};
}

void Causes::addTo(Sum& sum, const Cause& cause, std::int64_t seq) const {
    std::array<std::uint64_t, 3> words{};
    std::memcpy(words.data(), cause.data(), cause.size());
    words[2] = static_cast<std::uint64_t>(seq);
    sum.hashes += keyedHash(key_, words);
    ++sum.count;
}

void Causes::compare(Database& database, Report& report, std::int64_t entries) {
    if (changes_ != 0) add();
    Sum lines;
    database.rows("SELECT id, seq FROM audit WHERE seq <> 0", [&](const Cells& row) {
        if (const auto cause = causeOf(row.bytes(0)))
            addTo(lines, *cause, row.number(1));
        else
            ++lines.count;  // No cause at all: the sums differ, and name() says so.
    });
    report.looked(Check::Causes, static_cast<std::uint64_t>(entries));
    if (lines != journal_) name(database, report);
}

// Only after a failure, so it may keep everything.
void Causes::name(Database& database, Report& report) const {
    std::map<Cause, std::int64_t> last;
    database.journal(0, INT64_MAX, [&](const JournalRow& row) {
        if (row.body.size() < kHeadBytes) return;
        if (const auto cause = causeOf(row.body.subspan(19, 16))) last[*cause] = row.seq;
    });
    database.rows("SELECT id, seq FROM audit WHERE seq <> 0", [&](const Cells& row) {
        const auto line =
            "audit line " + hex(row.bytes(0)) + " says its last entry is " + std::to_string(row.number(1));
        const auto cause = causeOf(row.bytes(0));
        const auto found = cause ? last.find(*cause) : last.end();
        if (found == last.end())
            report.fail(Check::Causes, line + ", and no entry names it as its cause");
        else if (found->second != row.number(1))
            report.fail(Check::Causes, line + ", the journal says " + std::to_string(found->second));
        if (found != last.end()) last.erase(found);
    });
    for (const auto& [cause, seq] : last)
        report.fail(Check::Causes, "entry " + std::to_string(seq) + " has no audit line: its cause is " + hex(cause));
    if (report[Check::Causes].failed == 0)
        report.fail(Check::Causes, "audit lines and the entries that can be read do not name the same changes");
}

}  // namespace audit
