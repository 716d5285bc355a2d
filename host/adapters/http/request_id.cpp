#include "adapters/http/request_id.hpp"

#include <algorithm>
#include <cstdint>
#include <random>

namespace buono::http {
namespace {

bool isUsable(std::string_view id) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return id.size() >= 8 && id.size() <= 64 && std::ranges::all_of(id, allowed);
}

// Names, not secrets: one seed a thread, then a mixed counter (splitmix64).
std::uint64_t nextNumber() {
    thread_local std::uint64_t counter = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
    auto z = counter += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

}  // namespace

std::string requestId(std::string_view given) {
    if (isUsable(given)) return std::string{given};
    std::string id(16, '0');
    auto number = nextNumber();
    for (auto& c : id) {
        c = "0123456789abcdef"[number & 15];
        number >>= 4;
    }
    return id;
}

}  // namespace buono::http
