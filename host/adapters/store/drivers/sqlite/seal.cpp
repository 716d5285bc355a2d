#include "adapters/store/drivers/sqlite/seal.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace buono::store {
namespace {

static_assert(std::endian::native == std::endian::little, "seals are little-endian");

constexpr std::uint64_t kPrime1 = 0x9e3779b185ebca87, kPrime2 = 0xc2b2ae3d27d4eb4f, kPrime3 = 0x165667b19e3779f9,
                        kPrime4 = 0x85ebca77c2b2ae63;

std::uint64_t wordAt(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}
std::uint64_t mixed(std::uint64_t lane, std::uint64_t word) { return std::rotl(lane + word * kPrime2, 31) * kPrime1; }

// Where the fields are: https://www.sqlite.org/fileformat2.html#the_database_header
struct Field {
    std::size_t at, bytes;
};
constexpr Field kChangedByCopies[] = {{18, 2}, {24, 4}, {40, 4}, {92, 8}};
constexpr std::size_t kPageMax = 65'536;

}  // namespace

std::uint64_t xxh64(const void* bytes, std::size_t size, std::uint64_t seed) {
    const auto* at = static_cast<const char*>(bytes);
    const auto* const end = at + size;
    auto hash = seed + 0x27d4eb2f165667c5;
    if (size >= 32) {
        std::uint64_t lanes[] = {seed + kPrime1 + kPrime2, seed + kPrime2, seed, seed - kPrime1};
        for (; end - at >= 32; at += 32)
            for (std::size_t i = 0; i < 4; ++i) lanes[i] = mixed(lanes[i], wordAt(at + 8 * i));
        hash = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
        for (const auto lane : lanes) hash = (hash ^ mixed(0, lane)) * kPrime1 + kPrime4;
    }
    hash += size;
    for (; at != end; at += 8) hash = std::rotl(hash ^ mixed(0, wordAt(at)), 27) * kPrime1 + kPrime4;
    hash = (hash ^ hash >> 33) * kPrime2;
    hash = (hash ^ hash >> 29) * kPrime3;
    return hash ^ hash >> 32;
}

std::uint64_t sealOf(const char* page, std::size_t size, std::uint64_t number) {
    thread_local std::array<char, kPageMax> first;
    if (number == 1) {
        std::memcpy(first.data(), page, size);
        for (const auto& [at, bytes] : kChangedByCopies) std::fill_n(first.begin() + at, bytes, '\0');
        page = first.data();
    }
    const auto seal = xxh64(page, size - kSealBytes, number);
    return seal == 0 ? ~seal : seal;
}

}  // namespace buono::store
