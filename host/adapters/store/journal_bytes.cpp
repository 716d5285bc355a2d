#include "adapters/store/journal_bytes.hpp"

#include <openssl/evp.h>
#include <algorithm>

namespace buono::store {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeadBytes = 1 + 2 + 8 + 8 + 16;
constexpr std::size_t kTransferBytes = 1 + 2 + 5 * 8;

std::uint8_t* put(std::uint8_t* to, std::uint64_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) *to++ = static_cast<std::uint8_t>(number >> shift);
    return to;
}

std::uint8_t* put(std::uint8_t* to, const ledger::Transfer& t) {
    to = put(to, static_cast<std::uint64_t>(t.action), 1);
    to = put(to, t.code, 2);
    for (const auto number : {t.debit, t.credit, static_cast<std::uint64_t>(t.cents), t.hold, t.corrects})
        to = put(to, number, 8);
    return to;
}

/// Takes numbers off the front of a body whose length was checked before.
class Reader {
public:
    explicit Reader(Bytes bytes) : bytes_{bytes} {}

    std::uint64_t take(std::size_t bytes) {
        std::uint64_t number = 0;
        for (const auto byte : bytes_.first(bytes)) number = number << 8U | byte;
        bytes_ = bytes_.subspan(bytes);
        return number;
    }
    registers::Id takeId() {
        registers::Id id;
        std::copy_n(bytes_.begin(), id.bytes.size(), id.bytes.begin());
        bytes_ = bytes_.subspan(id.bytes.size());
        return id;
    }

private:
    Bytes bytes_;
};

ledger::Transfer takeTransfer(Reader& from) {
    ledger::Transfer t;
    t.action = static_cast<ledger::Action>(from.take(1));
    t.code = static_cast<std::uint16_t>(from.take(2));
    t.debit = from.take(8);
    t.credit = from.take(8);
    t.cents = static_cast<std::int64_t>(from.take(8));
    t.hold = from.take(8);
    t.corrects = from.take(8);
    return t;
}

}  // namespace

void encode(std::vector<std::uint8_t>& to, std::uint64_t seq, registers::Instant at, const registers::Id& cause,
            std::span<const ledger::Transfer> group) {
    to.resize(kHeadBytes + group.size() * kTransferBytes);
    auto* at_byte = put(to.data(), kVersion, 1);
    at_byte = put(at_byte, group.size(), 2);
    at_byte = put(at_byte, seq, 8);
    at_byte = put(at_byte, static_cast<std::uint64_t>(at.us), 8);
    at_byte = std::copy(cause.bytes.begin(), cause.bytes.end(), at_byte);
    for (const auto& transfer : group) at_byte = put(at_byte, transfer);
}

std::optional<ledger::Entry> decode(Bytes body) {
    if (body.size() < kHeadBytes || body[0] != kVersion) return std::nullopt;
    Reader from{body};
    from.take(1);
    const auto count = from.take(2);
    if (count == 0 || body.size() != kHeadBytes + count * kTransferBytes) return std::nullopt;
    ledger::Entry entry;
    entry.seq = from.take(8);
    entry.at = {static_cast<std::int64_t>(from.take(8))};
    entry.cause = from.takeId();
    entry.transfers.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) entry.transfers.push_back(takeTransfer(from));
    return entry;
}

Chain::Chain() : sha256_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
    BUONO_CHECK(sha256_ && context_);
}

Chain::~Chain() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(sha256_);
}

registers::Sha256 Chain::link(const registers::Sha256& before, Bytes body) {
    registers::Sha256 hash{};
    BUONO_CHECK(EVP_DigestInit_ex2(context_, sha256_, nullptr) == 1);
    BUONO_CHECK(EVP_DigestUpdate(context_, before.data(), before.size()) == 1);
    BUONO_CHECK(EVP_DigestUpdate(context_, body.data(), body.size()) == 1);
    BUONO_CHECK(EVP_DigestFinal_ex(context_, hash.data(), nullptr) == 1);
    return hash;
}

}  // namespace buono::store
