// Random: the one source of chance in a simulated world. The same seed gives the same world on every machine.
//
// splitmix64: no distribution of the standard library, whose results differ between libraries. One thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include <buono/check.hpp>

namespace buono::simulation {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        auto mixed = state_ += 0x9e3779b97f4a7c15ULL;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebULL;
        return mixed ^ mixed >> 31;
    }
    /// 0 .. bound - 1.
    std::size_t below(std::size_t bound) {
        BUONO_CHECK(bound > 0);
        return static_cast<std::size_t>(next() % bound);
    }
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first + 1)));
    }
    bool oneIn(std::size_t times) { return below(times) == 0; }

    template <class List>
    auto& anyOf(List& list) {
        return list[below(list.size())];
    }
    /// As anyOf, but mostly one of the newest: what happened lately is what people are busy with.
    template <class List>
    auto& recent(List& list) {
        constexpr std::size_t kLately = 24;
        const auto lately = list.size() < kLately || oneIn(8) ? list.size() : kLately;
        return list[list.size() - 1 - below(lately)];
    }

private:
    std::uint64_t state_;
};

}  // namespace buono::simulation
