// The journal's bytes and its chain, as schemas/ledger/journal.md writes them down. Pure functions and one small
// object that keeps its digest between calls.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "adapters/store/connection.hpp"
#include "core/ledger/book.hpp"

struct evp_md_ctx_st;
struct evp_md_st;

namespace buono::store {

/// Writes the body of a row into `to`, replacing what was there.
void encode(std::vector<std::uint8_t>& to, std::uint64_t seq, registers::Instant at, const registers::Id& cause,
            std::span<const ledger::Transfer> group);

/// The inverse; none when the bytes are not of this form, whole.
std::optional<ledger::Entry> decode(Bytes body);

/// SHA-256 over the hash before and a body. One thread.
class Chain {
public:
    Chain();
    ~Chain();
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;

    registers::Sha256 link(const registers::Sha256& before, Bytes body);

private:
    evp_md_st* sha256_;
    evp_md_ctx_st* context_;
};

}  // namespace buono::store
