// simulation: a million operations of simulated cities, each out of one seed.
//
// usage: simulation [--seed S | --fresh] [--worlds N] [--operations N] [--plant FAULT] [--report] [--twice]
//        simulation --controls
// --fresh      a seed nobody has tried; it is printed
// --report     what happened in the worlds, how often
// --twice      each world twice: both must be the same
// A failure prints the law, seed and operation, and the command that shows it again. Exit code 1.
#include <cstdio>
#include <random>
#include <string_view>

#include "simulation/controls.hpp"
#include "simulation/verdict.hpp"

namespace {

using namespace buono::simulation;

/// A run this long that never reaches something has stopped testing it.
constexpr std::uint64_t kReachesEverything = 200'000;

struct Asked {
    Scale scale;
    std::uint64_t worlds = 1;
    bool report = false;
    bool twice = false;
    bool controls = false;
};

std::uint64_t freshSeed() {
    std::random_device device;
    return (std::uint64_t{device()} << 20 ^ device()) % 1'000'000'000'000;
}

bool read(int count, char** words, Asked& asked) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const auto number = [&](std::uint64_t& into) {
            if (++i < count) into = std::strtoull(words[i], nullptr, 10);
            return i < count;
        };
        bool is_read = true;
        if (word == "--seed")
            is_read = number(asked.scale.seed);
        else if (word == "--fresh")
            asked.scale.seed = freshSeed();
        else if (word == "--worlds")
            is_read = number(asked.worlds);
        else if (word == "--operations")
            is_read = number(asked.scale.operations);
        else if (word == "--report")
            asked.report = true;
        else if (word == "--twice")
            asked.twice = true;
        else if (word == "--controls")
            asked.controls = true;
        else if (word == "--plant" && ++i < count && plantOf(words[i]))
            asked.scale.plant = *plantOf(words[i]);
        else
            is_read = false;
        if (!is_read) return false;
    }
    return true;
}

bool playOne(const Scale& scale, const Asked& asked, Census& census) {
    const auto verdict = play(scale, census);
    std::printf("%s seed %llu: %llu operations, %llu entries, %d processes, %llu crashes, %016llx\n",
                verdict.held ? "ok   " : "FAIL ", static_cast<unsigned long long>(scale.seed),
                static_cast<unsigned long long>(verdict.operations), static_cast<unsigned long long>(verdict.entries),
                static_cast<int>(verdict.processes), static_cast<unsigned long long>(verdict.crashes),
                static_cast<unsigned long long>(verdict.digest));
    if (!verdict.held) std::printf("%s\nreplay: %s\n", verdict.what.c_str(), replayOf(scale).c_str());
    if (!asked.twice) return verdict.held;
    Census again;
    const bool is_same = play(scale, again).digest == verdict.digest;
    if (!is_same) std::printf("FAIL  seed %llu is not the same twice\n", static_cast<unsigned long long>(scale.seed));
    return verdict.held && is_same;
}

bool playAll(Asked asked) {
    Census census;
    bool held = true;
    for (std::uint64_t i = 0; i < asked.worlds; ++i, ++asked.scale.seed)
        held = playOne(asked.scale, asked, census) && held;
    if (asked.report)
        for (const auto& [name, times] : census.counts())
            std::printf("%10llu %s\n", static_cast<unsigned long long>(times), name.c_str());
    if (census.operations() >= kReachesEverything) {
        for (const auto& name : census.missing()) std::printf("FAIL  never: %s\n", name.c_str());
        held = held && census.missing().empty();
    }
    std::printf("%llu operations in %llu worlds: %s\n", static_cast<unsigned long long>(census.operations()),
                static_cast<unsigned long long>(asked.worlds), held ? "every law held" : "FAILED");
    return held;
}

}  // namespace

int main(int count, char** words) {
    Asked asked;
    if (!read(count, words, asked)) {
        std::fprintf(stderr,
                     "usage: simulation [--seed S | --fresh] [--worlds N] [--operations N] [--plant FAULT] "
                     "[--report] [--twice] | --controls\n");
        return 2;
    }
    nameWorldOnAbort(words[0]);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return (asked.controls ? runControls() == 0 : playAll(asked)) ? 0 : 1;
}
