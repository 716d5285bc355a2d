// KeyedSum: tells whether two long lists, in no common order, are the same, without keeping either.
//
// Each element goes into a sum of keyed hashes (SipHash-2-4) under a key of this run, so nobody can have prepared lists
// whose sums agree. Values; the key is shared by the sums that are to be compared.
#pragma once

#include <array>
#include <initializer_list>

#include "bytes.hpp"

namespace audit {

class SumKey {
public:
    SumKey();  ///< By chance.

    /// Of the elements one after the other; each is counted with its length.
    std::uint64_t hash(std::initializer_list<Bytes> elements) const;

private:
    std::array<std::uint64_t, 2> key_{};
};

struct KeyedSum {
    std::uint64_t hashes = 0;
    std::uint64_t count = 0;

    void add(std::uint64_t hash) {
        hashes += hash;
        ++count;
    }
    bool operator==(const KeyedSum&) const = default;
};

}  // namespace audit
