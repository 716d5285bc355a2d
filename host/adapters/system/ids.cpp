#include "adapters/system/ids.hpp"

#include <openssl/rand.h>
#include <algorithm>
#include <cstring>

#include <buono/check.hpp>

namespace buono::system {

registers::Id UuidIds::next() {
    const auto ms = static_cast<std::uint64_t>(clock_.now().us / 1000);
    registers::Id id;
    const std::lock_guard alone{turn_};
    // A full count runs on into the next millisecond: the order matters more than the instant.
    last_ = std::max(last_ + 1, ms << 12);
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(last_ >> (52 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | (last_ >> 8 & 0x0F));
    id.bytes[7] = static_cast<std::uint8_t>(last_);
    takeRandom(id.bytes.data() + 8, 8);
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

void UuidIds::takeRandom(std::uint8_t* to, std::size_t count) {
    if (left_ < count) {
        BUONO_CHECK(RAND_bytes(pool_.data(), static_cast<int>(pool_.size())) == 1);
        left_ = pool_.size();
    }
    left_ -= count;
    std::memcpy(to, pool_.data() + left_, count);
}

}  // namespace buono::system
