// Weather: how much bad luck a world has. Every misfortune is a point at which the surroundings ask strikes(); each
// world draws its own odds, and some misfortunes never happen in it, so that rare ones meet undisturbed.
//
// What no weather brings is a lie of the core: the checks do not know the weather. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "simulation/random.hpp"

namespace buono::simulation {

enum class Misfortune : std::uint8_t {
    CrashIdle,          ///< The process dies between two batches.
    CrashBeforeCommit,  ///< ... with a batch that ran and is not durable.
    CrashAfterCommit,   ///< ... with a durable batch of which nobody, or only some, were answered.
    CrashInCall,        ///< ... while somebody outside is being asked, before or after they heard it.
    AnswerLost,         ///< Somebody outside did what was asked; the answer never came.
    RequestLost,        ///< They never heard it, and nobody here knows.
    Forgetful,          ///< They say they have never heard of what they know.
    SaysNo,             ///< They say no to what they took.
    SlowAnswer,         ///< Hours pass, and others act, before they answer.
    CourierAway,        ///< What is due waits.
    ClockLeaps,         ///< Hours or days ahead at once.
    ClockSetBack,       ///< The wall is set back; the platform's time must stand still.
    DiskFull,           ///< Changes are refused for a while; nothing of them is kept.
    SecondCall,         ///< A client's request arrives several times at once.
};
inline constexpr std::size_t kMisfortunes = 14;

std::string_view word(Misfortune misfortune);

class Weather {
public:
    explicit Weather(Random& random) : random_{random} {
        for (std::size_t i = 0; i < kMisfortunes; ++i)
            odds_[i] = random.oneIn(5) ? 0 : oftenest(static_cast<Misfortune>(i)) << random.below(6);
    }

    bool strikes(Misfortune which) {
        const auto odds = odds_[static_cast<std::size_t>(which)];
        if (odds == 0 || calm_ || !random_.oneIn(odds)) return false;
        ++struck_[static_cast<std::size_t>(which)];
        return true;
    }
    /// From now on nothing bad happens: what began must come to its end.
    void calm() { calm_ = true; }
    void rage() { calm_ = false; }
    bool isCalm() const { return calm_; }
    std::uint64_t struck(Misfortune which) const { return struck_[static_cast<std::size_t>(which)]; }

private:
    /// Of how many occasions one brings it, in the worst weather.
    static std::size_t oftenest(Misfortune which) {
        switch (which) {
            case Misfortune::CrashIdle:
            case Misfortune::CrashBeforeCommit:
            case Misfortune::ClockLeaps:
            case Misfortune::ClockSetBack: return 60;
            case Misfortune::CrashAfterCommit:
            case Misfortune::DiskFull: return 250;
            case Misfortune::CourierAway: return 40;
            case Misfortune::CrashInCall:
            case Misfortune::AnswerLost:
            case Misfortune::RequestLost:
            case Misfortune::Forgetful:
            case Misfortune::SaysNo:
            case Misfortune::SlowAnswer:
            case Misfortune::SecondCall: return 5;
        }
        return 0;
    }

    Random& random_;
    std::array<std::size_t, kMisfortunes> odds_{};
    std::array<std::uint64_t, kMisfortunes> struck_{};
    bool calm_ = false;
};

/// The simulated process ends here, with everything it had in memory. Caught by the world, which starts the next.
struct ProcessDied {};

}  // namespace buono::simulation
