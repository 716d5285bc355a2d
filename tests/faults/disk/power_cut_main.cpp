// The power is cut: disk states rebuilt from what the real store wrote, each opened by a real start and judged.
//
// usage: buono-power-cut [--states N] [--seed N] [--audit FILE] [--keep FOLDER]
//
// Lives follow each other: the first begins with an empty disk, each later one with what a cut has left of the one
// before it. Prints a line a claim, ends with "N passed, N failed". --keep copies the first bad state.
#include "faults/disk/power_cut.hpp"
#include "faults/disk/tally.hpp"

namespace {

using namespace buono::faults;
namespace files = std::filesystem;

struct Options {
    std::size_t states = 2'000;
    std::uint64_t seed = 1;
    PowerCut::Ways ways;
};

Options read(int count, char** words) {
    Options options;
    options.ways.audit = files::read_symlink("/proc/self/exe").parent_path() / "buono-audit";
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = words[i], value = words[i + 1];
        if (name == "--states") options.states = std::stoull(value);
        if (name == "--seed") options.seed = std::stoull(value);
        if (name == "--audit") options.ways.audit = value;
        if (name == "--keep") options.ways.keep = value;
    }
    return options;
}

void everyStateIsWhole(PowerCut& power, const Options& options, Tally& tally) {
    const struct {
        const char* name;
        Plan plan;
        std::size_t share;  // Of 20.
    } lives[] = {{"a first start", {.changes = 60}, 4},
                 {"a day", {.changes = 300}, 5},
                 {"after it", {.changes = 100}, 4},
                 {"after that", {.changes = 100}, 4},
                 {"a long day, its log moved and begun anew", {.changes = 300, .checkpoints = 2}, 3}};
    PowerCut::Counts all;
    for (const auto& life : lives) {
        const auto counts = power.run(life.plan, options.states * life.share / 20);
        tally.check(std::string{life.name} + ": " + std::to_string(counts.states) + " states, " +
                        std::to_string(counts.torn) + " with losses, " + std::to_string(counts.checkpoints) +
                        " amid a checkpoint, " + std::to_string(counts.in_flight) + " with changes under way",
                    counts.bad == 0, std::to_string(counts.bad) + " bad, first: " + counts.first_wrong);
        all.torn += counts.torn, all.checkpoints += counts.checkpoints, all.in_flight += counts.in_flight;
        all.audited += counts.audited;
    }
    tally.check(
        "the power was cut where it hurts; buono-audit proved " + std::to_string(all.audited) + " of the states",
        all.torn > 0 && all.checkpoints > 0 && all.in_flight > 0 && all.audited > 0);
}

void control(PowerCut& power, const std::string& what, const Plan& plan, Tally& tally) {
    power.beginAnew();
    const auto counts = power.run(plan, 60);
    tally.check("control: " + what + " is noticed: " + counts.first_wrong + " (" + std::to_string(counts.bad) + " of " +
                    std::to_string(counts.states) + ")",
                counts.bad > 0);
}

}  // namespace

int main(int count, char** words) try {
    const auto options = read(count, words);
    Tally tally;
    std::cout << "seed " << options.seed << std::endl;
    PowerCut power{options.seed, options.ways};
    everyStateIsWhole(power, options, tally);
    control(power, "synchronous=NORMAL", {.changes = 60, .synchronous_normal = true}, tally);
    control(power, "an answer before the commit", {.changes = 60, .answers_early = true}, tally);
    control(power, "a disk that does not sync the database",
            {.changes = 60, .lie = RecordingVfs::Lie::SyncsOfTheDatabase}, tally);
    return tally.finish();
} catch (const std::exception& error) {
    std::cout << "FAIL  " << error.what() << "\n0 passed, 1 failed" << std::endl;
    return 1;
}
