#include "city/placing.hpp"

#include <cstdlib>

#include "adapters/system/files.hpp"
#include "adapters/system/machine.hpp"
#include "city/backup.hpp"
#include "core/register/codes.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

constexpr std::size_t kNoteMax = 64U << 10U;

/// What is a city's beside its key; the log's index is only made again.
constexpr const char* kCityFiles[] = {"buono.db", "buono.db-wal", "buono.db-shm", "head.note", "demo-clock"};

/// The seq that a signed head names; 0 when there is none to read.
std::uint64_t seqOfNote(const files::path& file) {
    const auto text = system::readFile(file, kNoteMax);
    if (!text || !*text) return 0;
    const auto line = (*text)->find('\n');
    return line == std::string::npos ? 0 : std::strtoull((*text)->c_str() + line + 1, nullptr, 10);
}

std::error_code moveAside(const files::path& data, files::path& to) {
    std::error_code wrong;
    if (!files::exists(data / "buono.db") && !files::exists(data / "buono.db-wal")) return wrong;
    auto name = "replaced-" + system::wall().text();
    std::erase_if(name, [](char c) { return c == ':' || c == '.'; });
    to = data / name;
    files::create_directory(to, wrong);
    if (!wrong) files::permissions(to, files::perms::owner_all, wrong);
    for (const auto* file : kCityFiles)
        if (!wrong && files::exists(data / file)) files::rename(data / file, to / file, wrong);
    for (const auto& folder : {to, data})
        if (!wrong && !system::syncFolder(folder)) wrong = std::make_error_code(std::errc::io_error);
    return wrong;
}

}  // namespace

Result<Placed> putInPlace(const files::path& data, const files::path& beside) {
    Placed placed{{}, seqOfNote(data / "head.note")};
    std::error_code wrong;
    const auto restored = data / kRestored;
    if (auto durable = system::syncFolder(beside); !durable) return durable.error();
    files::remove_all(restored, wrong);
    if (!wrong) files::rename(beside, restored, wrong);
    if (!wrong) wrong = moveAside(data, placed.replaced);
    for (const char* name : {"head.note", "demo-clock", "buono.db"})
        if (!wrong && files::exists(restored / name)) files::rename(restored / name, data / name, wrong);
    if (wrong)
        return Error{codes::kInternalError, data.string(),
                     "the restore could not come to its end: " + wrong.message() + "; run it again"};
    if (auto durable = system::syncFolder(data); !durable) return durable.error();
    files::remove_all(restored, wrong);
    if (auto durable = system::syncFolder(data); !durable) return durable.error();
    return placed;
}

}  // namespace buono::city
