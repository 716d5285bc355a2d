// Log format: what stands where in SQLite's write-ahead log, and its checksum. Pure functions over bytes.
//
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace buono::store {

static_assert(std::endian::native == std::endian::little, "the log's words are the machine's");

inline constexpr std::size_t kLogHeadBytes = 32, kFrameHeadBytes = 24;
/// Of the sum of all before it, in the header and in a frame's head.
inline constexpr std::size_t kSumInLogHead = 24, kSumInFrameHead = 16;

using LogSum = std::array<std::uint32_t, 2>;

inline std::uint32_t logWordAt(std::span<const std::uint8_t> bytes, std::size_t at) {
    std::uint32_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return __builtin_bswap32(word);
}

inline LogSum logSumAt(std::span<const std::uint8_t> bytes, std::size_t at) {
    return {logWordAt(bytes, at), logWordAt(bytes, at + 4)};
}

/// @param bytes  a multiple of 8.
inline void add(LogSum& sum, std::span<const std::uint8_t> bytes) {
    auto [s0, s1] = sum;
    const auto* const end = bytes.data() + bytes.size();
    for (const auto* at = bytes.data(); at != end; at += 8) {
        std::uint32_t words[2];
        std::memcpy(words, at, sizeof words);
        s0 += words[0] + s1;
        s1 += words[1] + s0;
    }
    sum = {s0, s1};
}

/// Of a frame, its checksum first set aside: the two words that say which page it is and whether it commits, then the
/// page.
inline LogSum sumOfFrame(LogSum before, std::span<const std::uint8_t> head, std::span<const std::uint8_t> page) {
    add(before, head.first(8));
    add(before, page);
    return before;
}

}  // namespace buono::store
