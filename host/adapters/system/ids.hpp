// UuidIds: new ids, UUID version 7 (RFC 9562): 48 bits of milliseconds, 12 bits that count within one, 62 random bits.
//
// Each is greater than the one before from the same port, also when more than 4,096 are made in a millisecond or the
// clock stands still. The time is the platform's, so it never goes back either. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::system {

class UuidIds final : public registers::Ids {
public:
    explicit UuidIds(registers::Clock& clock) : clock_{clock} {}

    registers::Id next() override;

private:
    void takeRandom(std::uint8_t* to, std::size_t count);

    registers::Clock& clock_;
    std::mutex turn_;
    std::uint64_t last_ = 0;               ///< Milliseconds * 4096 + count of the last id.
    std::array<std::uint8_t, 4096> pool_;  ///< One system call fetches chance for 500 ids.
    std::size_t left_ = 0;
};

}  // namespace buono::system
