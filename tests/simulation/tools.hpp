// What a simulated process is given instead of a machine: a wall clock, ids, and marks that are no cryptography.
//
// The wall and the ids belong to the world and outlive its processes, as they do outside: an id that was lost with a
// batch is not given again.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "core/purchases/ports.hpp"
#include "simulation/random.hpp"

namespace buono::simulation {

/// Time as it is, and as the wall of the machine tells it: that may be wrong. What the platform makes of a wall that is
/// set forth or back is its own business.
struct Time {
    std::int64_t us = 0;        ///< As it is.
    std::int64_t wrong_us = 0;  ///< How far the wall is ahead of it.

    void pass(std::int64_t by_us) { us += by_us; }
    registers::Instant wall() const { return {us + wrong_us}; }
};

/// Rising, and random in the second half, as UUIDv7 are.
class RisingIds final : public registers::Ids {
public:
    explicit RisingIds(Random& random) : random_{random} {}

    registers::Id next() override {
        registers::Id id;
        ++given_;
        for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(given_ >> (56 - 8 * i));
        const auto rest = random_.next();
        std::memcpy(id.bytes.data() + 8, &rest, sizeof rest);
        return id;
    }

private:
    Random& random_;
    std::uint64_t given_ = 0;
};

/// Different texts get different marks, quickly: all that a simulation needs of a seal and a digest.
class QuickSeal final : public purchases::Seal, public registers::Digest {
public:
    registers::Sha256 mark(std::string_view purpose, std::string_view text) const override {
        return finish(read(text, read(purpose, 0x51ed270b0a1f39c5ULL)));
    }
    registers::Sha256 sha256(std::string_view bytes) const override { return mark({}, bytes); }

private:
    static std::uint64_t read(std::string_view text, std::uint64_t state) {
        for (const char c : text) state = (state ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
        return (state ^ text.size()) * 0x9e3779b97f4a7c15ULL;
    }
    static registers::Sha256 finish(std::uint64_t state) {
        Random more{state};
        registers::Sha256 mark{};
        for (std::size_t at = 0; at < mark.size(); at += 8) {
            const auto word = more.next();
            std::memcpy(mark.data() + at, &word, sizeof word);
        }
        return mark;
    }
};

/// The words of a reply or a request, which are parted by single spaces.
inline std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace buono::simulation
