// One bit of a city's files is turned, again and again, and each time a real start, a reading of everything and
// buono-audit are asked whether they notice.
//
// usage: buono-bit-rot FOLDER FILE [--flips N] [--seed N] [--audit FILE] [--keep FOLDER]
//
// FOLDER is a data directory whose host has ended, well or not; FILE the file in it whose bits are turned. A figure
// that differs from the whole city's while nobody says a word is a failure, and so is a word that names no file or does
// not say what to do. The same bits are shown to SQLite alone, which lets some through, or the whole run is void.
// Prints a line a claim, ends with "N passed, N failed".
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "adapters/store/balances_rows.hpp"
#include "adapters/store/database.hpp"
#include "faults/disk/disk_state.hpp"
#include "faults/disk/figures.hpp"
#include "faults/disk/tally.hpp"

namespace {

using namespace buono;
using namespace buono::faults;
namespace files = std::filesystem;

enum class Noticed : std::uint8_t { Start, Reading, Audit, Harmless, Nobody };
constexpr const char* kWords[] = {"the start", "a reading", "buono-audit", "no need: nothing changed", "nobody"};

/// What a child found out; shared memory, so that one that ends with 70 has said so.
struct Verdict {
    Noticed noticed;
    bool passes_sqlite;
    bool told;  ///< Whoever keeps the city knows which file it is, and what to do.
    char what[512];
};

struct Options {
    files::path folder;
    std::string file, audit, keep;
    std::size_t flips = 200;
    std::uint64_t seed = 1;
};

Options read(int count, char** words) {
    Options options;
    if (count < 3) throw std::runtime_error{"usage: buono-bit-rot FOLDER FILE [--flips N] [--seed N]"};
    options.folder = words[1], options.file = words[2];
    options.audit = files::read_symlink("/proc/self/exe").parent_path() / "buono-audit";
    for (int i = 3; i + 1 < count; i += 2) {
        const std::string name = words[i], value = words[i + 1];
        if (name == "--flips") options.flips = std::stoull(value);
        if (name == "--seed") options.seed = std::stoull(value);
        if (name == "--audit") options.audit = value;
        if (name == "--keep") options.keep = value;
    }
    return options;
}

/// As serve starts a city, up to its Book; damage is exit code 70.
bool starts(const std::string& file) {
    auto connection = store::open(file, store::Mode::Writing);
    if (!connection) std::fputs(connection.error().detail.c_str(), stderr);
    if (!connection || !store::migrate(**connection, {1})) return false;
    store::JournalRows journal{**connection};
    ledger::Book book{journal};
    store::restoreBook(**connection, book, journal);
    return true;
}

class BitRot {
public:
    explicit BitRot(const Options& options)
        : options_{options}, random_{options.seed}, whole_{filesIn(options.folder)} {
        const files::path memory = "/dev/shm";
        auto name = ((files::exists(memory) ? memory : files::temp_directory_path()) / "buono-rot-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder can be made"};
        folder_ = name;
        verdict_ = static_cast<Verdict*>(
            ::mmap(nullptr, sizeof(Verdict), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
        write(whole_, folder_ / "plain");
        figures_ = plainFiguresOf(database("plain"));
        if (figures_.empty() || figures_[""] != "ok" || whole_[options.file].empty())
            throw std::runtime_error{"not a whole city: " + options.folder.string()};
    }
    ~BitRot() { files::remove_all(folder_); }
    BitRot(const BitRot&) = delete;
    BitRot& operator=(const BitRot&) = delete;

    Verdict turnOne() {
        auto rotten = whole_;
        auto& bytes = rotten[options_.file];
        const auto bit = random_() % (bytes.size() * 8);
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        *verdict_ = {Noticed::Start, false, false, {}};
        const auto child = ::fork();
        if (child == 0) {
            ::alarm(60);
            ::freopen((folder_ / "said").c_str(), "w", stderr);
            judge(rotten);
            std::fflush(stderr);
            ::_exit(0);
        }
        ::waitpid(child, nullptr, 0);
        auto verdict = *verdict_;
        const auto said = textOf(folder_ / "said");
        verdict.told = verdict.noticed > Noticed::Reading || (said.find("/rotten/buono.db") != std::string::npos &&
                                                              said.find("restore a backup") != std::string::npos);
        if (!verdict.told) std::strncpy(verdict.what, said.c_str(), sizeof verdict.what / 2);
        if (verdict.noticed == Noticed::Nobody || !verdict.told) {
            const auto where =
                " (byte " + std::to_string(bit / 8) + " of " + options_.file + ", bit " + std::to_string(bit % 8) + ")";
            std::strncat(verdict.what, where.c_str(), sizeof verdict.what - std::strlen(verdict.what) - 1);
            if (!options_.keep.empty() && !files::exists(options_.keep)) write(rotten, options_.keep);
        }
        return verdict;
    }

private:
    static std::string textOf(const files::path& file) {
        std::ifstream in{file};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    std::string database(const char* name) const { return (folder_ / name / "buono.db").string(); }

    void judge(const Files& rotten) {
        write(rotten, folder_ / "plain");
        const auto plain = plainFiguresOf(database("plain"));
        const auto changed = difference(figures_, plain);
        verdict_->passes_sqlite = !plain.empty() && plain.at("") == "ok" && !changed.empty();

        write(rotten, folder_ / "rotten");
        if (!starts(database("rotten"))) return;
        verdict_->noticed = Noticed::Reading;
        Figures found;
        try {
            const auto reader = store::open(database("rotten"), store::Mode::Reading);
            if (!reader) std::fputs(reader.error().detail.c_str(), stderr);
            if (!reader) return;
            found = figuresOf(**reader);
        } catch (const store::StoreDown& down) {
            std::fputs(down.what(), stderr);
            return;
        }
        const auto wrong = difference(figures_, found);
        verdict_->noticed = wrong.empty() ? Noticed::Harmless : Noticed::Audit;
        if (wrong.empty() || std::system((options_.audit + " " + database("rotten") + " >/dev/null 2>&1").c_str()) != 0)
            return;
        verdict_->noticed = Noticed::Nobody;
        std::strncpy(verdict_->what, wrong.c_str(), sizeof verdict_->what - 1);
    }

    const Options options_;
    Random random_;
    Files whole_;
    files::path folder_;
    Verdict* verdict_;
    Figures figures_;
};

}  // namespace

int main(int count, char** words) try {
    const auto options = read(count, words);
    BitRot rot{options};
    Tally tally;
    std::map<Noticed, std::size_t> noticed;
    std::size_t passes_sqlite = 0;
    std::map<std::string, std::size_t> silent, untold;
    for (std::size_t i = 0; i < options.flips; ++i) {
        const auto verdict = rot.turnOne();
        ++noticed[verdict.noticed];
        passes_sqlite += verdict.passes_sqlite;
        if (verdict.noticed == Noticed::Nobody) ++silent[verdict.what];
        if (!verdict.told) ++untold[verdict.what];
    }
    std::string who, what;
    for (const auto& [by, times] : noticed)
        who += (who.empty() ? "" : ", ") + std::string{kWords[static_cast<int>(by)]} + " " + std::to_string(times);
    for (const auto& [tables, times] : silent)
        if (what.size() < 1'000) what += tables + "; ";
    tally.check(std::to_string(options.flips) + " bits of " + options.file + " (seed " + std::to_string(options.seed) +
                    "), noticed by: " + who,
                silent.empty(), what);
    tally.check("and each time it said which file, and to restore a backup", untold.empty(),
                untold.empty() ? "" : untold.begin()->first);
    tally.check(
        "control: SQLite alone shows other figures and says nothing for " + std::to_string(passes_sqlite) + " of them",
        passes_sqlite > 0);
    return tally.finish();
} catch (const std::exception& error) {
    std::cout << "FAIL  " << error.what() << "\n0 passed, 1 failed" << std::endl;
    return 1;
}
