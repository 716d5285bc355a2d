// Seal: the checksum of one page of the database file. XXH64 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md) with the
// page's number as its seed, over all bytes but the last eight. Pure functions over bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace buono::store {

inline constexpr std::size_t kSealBytes = 8;

/// @param size  a multiple of 8.
std::uint64_t xxh64(const void* bytes, std::size_t size, std::uint64_t seed);

/// Never zero: zero says that there is no seal. On page 1 the fields that any SQLite changes when it copies a database
/// (its mode, its change counters, the version that wrote it) count as zeros: what they say changes no figure.
/// @param size  of the page with its seal, a power of two from 512 to 65,536.
std::uint64_t sealOf(const char* page, std::size_t size, std::uint64_t number);

}  // namespace buono::store
