#include "simulation/verdict.hpp"

#include <unistd.h>
#include <csignal>

#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

std::string program_name = "simulation";
const World* playing = nullptr;  // For the signal handler: the one world under way.

void onAbort(int) {
    if (playing == nullptr) return;
    const auto text = "FAIL seed " + std::to_string(playing->scale().seed) + ", operation " +
                      std::to_string(playing->operations()) +
                      ": a check of the core failed\nreplay: " + replayOf(playing->scale()) + "\n";
    (void)!write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

Verdict play(const Scale& scale, Census& census) {
    World world{scale};
    playing = &world;
    Verdict verdict;
    try {
        world.run();
        verdict.held = true;
    } catch (const Violation& violation) {
        verdict.what = violation.what;
    } catch (const std::exception& thrown) {
        verdict.what = std::string{"the core threw "} + thrown.what();
    }
    playing = nullptr;
    verdict.operations = world.operations();
    verdict.crashes = world.crashes();
    verdict.entries = world.entries();
    verdict.processes = world.processes();
    verdict.digest = world.digest();
    census.add(world);
    return verdict;
}

std::string replayOf(const Scale& scale) {
    auto text =
        program_name + " --seed " + std::to_string(scale.seed) + " --operations " + std::to_string(scale.operations);
    if (scale.plant != Plant::None) text += " --plant " + std::string{word(scale.plant)};
    return text;
}

void nameWorldOnAbort(std::string program) {
    program_name = std::move(program);
    std::signal(SIGABRT, onAbort);
}

}  // namespace buono::simulation
