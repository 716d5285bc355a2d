#include "adapters/store/drivers/sqlite/vfs.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <buono/check.hpp>

namespace buono::store {
namespace {

thread_local std::string t_broken;

struct Vfs {
    sqlite3_vfs ours;  ///< First: it is what SQLite gives back.
    sqlite3_vfs* below;
    std::string name;
};

}  // namespace

sqlite3_vfs* vfsOver(sqlite3_vfs* below, const char* name, std::size_t more, OpenFile open) {
    static std::mutex turn;
    static std::vector<std::unique_ptr<Vfs>> all;
    const std::lock_guard one_at_a_time{turn};
    const auto found =
        std::ranges::find_if(all, [&](const auto& one) { return one->below == below && one->ours.xOpen == open; });
    if (found != all.end()) return &(*found)->ours;
    auto& made = *all.emplace_back(new Vfs{*below, below, name + std::string{"-"} + std::to_string(all.size())});
    made.ours.pNext = nullptr;
    made.ours.zName = made.name.c_str();
    made.ours.szOsFile += static_cast<int>(more);
    made.ours.xOpen = open;
    BUONO_CHECK(sqlite3_vfs_register(&made.ours, 0) == SQLITE_OK);
    return &made.ours;
}

sqlite3_vfs* belowOf(sqlite3_vfs* ours) { return reinterpret_cast<Vfs*>(ours)->below; }

int broken(std::string what) {
    t_broken = std::move(what);
    return SQLITE_IOERR_DATA;
}

std::string takeBroken() { return std::exchange(t_broken, {}); }

}  // namespace buono::store
