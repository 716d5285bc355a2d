// Chain: SHA-256 over the hash before and an entry's bytes. Keeps its digest between calls; one thread.
#pragma once

#include <array>
#include <memory>

#include "bytes.hpp"

struct evp_md_ctx_st;
struct evp_md_st;

namespace audit {

using Hash = std::array<std::uint8_t, 32>;

class Chain {
public:
    Chain();
    ~Chain();
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;

    Hash link(const Hash& before, Bytes body);

private:
    evp_md_st* sha256_;
    evp_md_ctx_st* context_;
};

}  // namespace audit
