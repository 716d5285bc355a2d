#include "faults/disk/power_cut.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace buono::faults {
namespace {

namespace files = std::filesystem;

constexpr std::size_t kAuditEach = 40, kStart = 100;
constexpr unsigned kMomentSeconds = 120;

/// With nothing pending there is one state only.
std::size_t statesOf(const DiskState& disk) { return disk.hasPending() ? std::size(kLosses) : 1; }

/// Whether it came to its end.
template <class Work>
bool inChild(const Work& work) {
    const auto child = ::fork();
    if (child == 0) {
        ::alarm(kMomentSeconds);
        std::freopen("/dev/null", "w", stderr);  // A start says what it has cut off the log, each time.
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

/// One recorded life, with what was on the disk and known before it.
struct PowerCut::Life {
    Files before;
    Known known;
    Recording recording;
};

/// What a child says of the states of one moment, so that one that ends with 70 has still said how far it came.
struct PowerCut::Verdict {
    std::size_t done;
    char wrong[std::size(kLosses)][512];  ///< Empty: nothing is.
    bool audited[std::size(kLosses)];
};

PowerCut::PowerCut(std::uint64_t seed, Ways ways) : ways_{std::move(ways)}, random_{seed} {
    const files::path memory = "/dev/shm";
    auto name = ((files::exists(memory) ? memory : files::temp_directory_path()) / "buono-power-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder can be made"};
    folder_ = name;
    auto* const shared = ::mmap(nullptr, sizeof(Verdict), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) throw std::runtime_error{"no memory can be shared"};
    verdict_ = static_cast<Verdict*>(shared);
}

PowerCut::~PowerCut() { files::remove_all(folder_); }

PowerCut::Counts PowerCut::run(const Plan& plan, std::size_t states) {
    Life life{disk_, known_, {}};
    if (!life.before.contains("buono.db")) life.before["buono.db"] = {};  // Made, durably, by the store itself.
    write(disk_, folder_ / "life");
    live(folder_ / "life", plan, known_, asks_, random_, life.recording);
    return judged(life, states);
}

PowerCut::Counts PowerCut::judged(const Life& life, std::size_t states) {
    const auto moments = sampled(life, states);
    const auto last = moments.at(moments.size() * (1 + random_() % 3) / 4);  // Where the next life begins.
    Counts counts;
    DiskState disk{life.before};
    auto known = life.known;
    std::size_t place = 0, next = 0;
    for (const auto& event : life.recording.events()) {
        disk.apply(event);
        known.see(event);
        for (; next < moments.size() && moments[next] == place; ++next) cut(disk, known, counts);
        if (place++ == last) disk_ = disk.after(Loss::Some, random_), known_ = known;
    }
    return counts;
}

/// Moments to cut at, in order, until they make so many states: everywhere, while the host starts, right after an
/// answer, and where the log is moved into the database.
std::vector<std::size_t> PowerCut::sampled(const Life& life, std::size_t states) {
    const auto& events = life.recording.events();
    std::vector<std::size_t> all, start, told, moving, states_at;
    DiskState disk{life.before};
    for (std::size_t place = 0; place < events.size(); ++place) {
        const auto kind = events[place].kind;
        disk.apply(events[place]);
        all.push_back(place);
        if (place < kStart) start.push_back(place);
        states_at.push_back(statesOf(disk));
        if (kind == Event::Told) told.push_back(place);
        if (disk.inCheckpoint() || kind == Event::Truncate || kind == Event::Delete) moving.push_back(place);
    }
    std::vector<std::size_t> moments;
    const std::vector<std::size_t>* kinds[] = {&all, &start, &told, &moving};
    for (std::size_t made = 0, i = 0; made < states; ++i) {
        const auto& from = kinds[i % 4]->empty() ? all : *kinds[i % 4];
        moments.push_back(from.at(random_() % from.size()));
        made += states_at[moments.back()];
    }
    std::ranges::sort(moments);
    return moments;
}

void PowerCut::cut(const DiskState& disk, const Known& known, Counts& counts) {
    const auto states = statesOf(disk);
    const auto seed = random_();
    for (verdict_->done = 0; verdict_->done < states;) {
        if (inChild([&] { judgeFrom(verdict_->done, disk, known, seed); })) continue;
        ++verdict_->done;  // It ended at this one, and what it wrote before it did is the verdict.
    }
    for (std::size_t i = 0; i < states; ++i) {
        ++counts.states;
        counts.torn += i > 0;
        counts.audited += verdict_->audited[i];
        counts.checkpoints += disk.inCheckpoint();
        counts.in_flight += known.asked.size() != known.told.size();
        if (verdict_->wrong[i][0] != 0 && counts.bad++ == 0) counts.first_wrong = verdict_->wrong[i];
    }
}

void PowerCut::judgeFrom(std::size_t loss, const DiskState& disk, const Known& known, std::uint64_t seed) {
    for (const auto states = statesOf(disk); loss < states; verdict_->done = ++loss) {
        Random random{seed + loss};
        auto state = disk.after(kLosses[loss], random);
        if (random() % 3 == 0) state["buono.db-shm"] = std::string(32'768, static_cast<char>(random()));  // Anything.
        write(state, folder_ / "state");
        auto& wrong = verdict_->wrong[loss];
        std::strcpy(wrong, "the start found damage");
        const bool audited = verdict_->audited[loss] = random() % kAuditEach == 0;
        std::strncpy(wrong, judge(folder_ / "state", known, asks_, random, audited ? ways_.audit : "").c_str(),
                     sizeof wrong - 1);
        if (wrong[0] != 0 && !ways_.keep.empty() && !files::exists(ways_.keep)) write(state, ways_.keep);
    }
}

}  // namespace buono::faults
