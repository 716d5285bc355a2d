#include <spawn.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <filesystem>
#include <ostream>

#include "adapters/cli/command_line.hpp"
#include "adapters/store/database.hpp"
#include "adapters/system/descriptor.hpp"
#include "city/foundation.hpp"
#include "city/placing.hpp"
#include "city/taking.hpp"

extern char** environ;

namespace buono::city {
namespace {

namespace files = std::filesystem;

class Restore {
public:
    Restore(const settings::Settings& settings, const RestoreOrder& order, const Teller& teller)
        : settings_{settings}, order_{order}, teller_{teller}, data_{settings.data_directory}, from_{order.folder} {}

    Status make() {
        if (auto read = open(); !read) return read;
        LongWork work{order_.only_check ? "checks" : "copies and checks", 0, teller_};
        if (order_.only_check) return takeFiles(manifest_, from_, nullptr, work);
        auto alone = store::keepAway((data_ / "buono.db").string());
        if (!alone) return alone.error();
        if (auto free = placeIsFree(); !free) return free;
        const Beside beside{data_ / "restoring"};
        if (auto made = prepare(beside.folder); !made) return made;
        if (auto taken = takeFiles(manifest_, from_, &beside.folder, work); !taken) return taken;
        if (auto proven = prove(beside.folder); !proven) return proven;
        auto placed = putInPlace(data_, beside.folder);
        if (!placed) return placed.error();
        placed_ = *std::move(placed);
        return kOk;
    }
    void tell() const {
        teller_.out << (order_.only_check ? "every byte is as it was backed up: " : "restored: ") << manifest_.city
                    << " at seq " << manifest_.seq << " (" << manifest_.at << "), backed up " << manifest_.made << '\n';
        if (order_.only_check) return;
        teller_.out << "everything after that is lost";
        if (placed_.lost_up_to > manifest_.seq)
            teller_.out << ": the city that was here had signed entry " << placed_.lost_up_to
                        << ", so at least entries " << manifest_.seq + 1 << " to " << placed_.lost_up_to;
        teller_.out
            << "\nlearn what it was before you serve: the notes that others keep, the banks' and the tills' lists "
               "(host/deploy/backup.md)\n";
        if (doubted_ > 0)
            teller_.out << doubted_
                        << " payments and bookings may have been sent since: they are asked about, not sent "
                        << "again blindly\n";
        if (!placed_.replaced.empty())
            teller_.out << "the city that was here is in " << placed_.replaced.string() << '\n';
        teller_.out << std::flush;
    }

private:
    /// Gone when the restoring ends, however it ends.
    struct Beside {
        explicit Beside(files::path where) : folder{std::move(where)} {}
        ~Beside() {
            std::error_code ignored;
            files::remove_all(folder, ignored);
        }
        Beside(const Beside&) = delete;
        Beside& operator=(const Beside&) = delete;
        const files::path folder;
    };

    Status open() {
        if (!settings_.store_url.empty())
            return Error{ErrorCode::InvalidValue, "store.url",
                         "PostgreSQL has tools of its own for this: host/deploy/backup.md has the commands"};
        auto keys = system::Keys::open(data_, system::Missing::Refuse);
        if (!keys) return keys.error();
        auto manifest = manifestIn(from_, *keys);
        if (!manifest) return manifest.error();
        manifest_ = *std::move(manifest);
        return kOk;
    }

    Status placeIsFree() const {
        if (!order_.replace && files::exists(data_ / "buono.db"))
            return Error{ErrorCode::InvalidValue, (data_ / "buono.db").string(),
                         "there is a city: --replace moves it aside, into a folder replaced-TIME"};
        struct statvfs space {};
        if (::statvfs(data_.c_str(), &space) != 0) return system::failed(data_, "cannot be looked at");
        const auto free = static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
        if (free < bytesOf(manifest_) + static_cast<std::uint64_t>(settings_.free_bytes_min))
            return Error{ErrorCode::InvalidValue, data_.string(),
                         "its disk has no room for the backup: " + std::to_string(bytesOf(manifest_) >> 20U) + " MiB"};
        return kOk;
    }

    /// A data directory beside the city's, with its key.
    Status prepare(const files::path& folder) const {
        std::error_code wrong;
        files::remove_all(folder, wrong);
        if (!wrong && files::create_directory(folder, wrong))
            files::permissions(folder, files::perms::owner_all, wrong);
        if (!wrong) files::create_hard_link(data_ / "master.key", folder / "master.key", wrong);
        if (!wrong) return kOk;
        return Error{system::isOutage(wrong.value()) ? codes::kInternalError : ErrorCode::InvalidValue, folder.string(),
                     "cannot be made: " + wrong.message()};
    }

    Status prove(const files::path& folder) {
        auto settings = settings_;
        settings.data_directory = folder.string();
        if (auto started = startOnce(settings); !started) return started;
        if (auto audited = audit(folder / "buono.db"); !audited) return audited;
        std::error_code none;
        if (const auto log = folder / "buono.db-wal"; files::exists(log) && files::file_size(log) > 0)
            return Error{codes::kInternalError, log.string(), "the restored database could not be closed"};
        for (const char* name : {"buono.db-wal", "buono.db-shm", "buono.db.lock", "clock", "master.key"})
            files::remove(folder / name, none);
        return kOk;
    }

    /// As a host would: this version's schema, the key's mark, the journal's end. Then what a step back asks for, in
    /// one change with its audit line.
    Status startOnce(const settings::Settings& settings) {
        auto city = Foundation::lay(settings);
        if (!city) return city.error();
        if (auto whole = store::checkIntegrity((*city)->connection()); !whole) return whole;
        const auto writer = (*city)->writer(nullptr);
        writer->start();
        const auto& tools = (*city)->tools();
        const registers::Ticket ticket{"host", tools.ids.next().text(), tools.digest.sha256(manifest_.made),
                                       "restoreBackup"};
        const auto changed = writer->once(ticket, [&]() -> Result<registers::Reply> {
            doubted_ = store::OperationsRows{(*city)->connection()}.doubtUnsent();
            return registers::Reply{200, {}};
        });
        writer->stop();
        return changed ? kOk : Status{changed.error()};
    }

    /// buono-audit shares no code with this program, and is held against the head that the manifest names.
    Status audit(const files::path& database) const {
        const auto program = files::read_symlink("/proc/self/exe").parent_path() / "buono-audit";
        if (::access(program.c_str(), X_OK) != 0) {
            teller_.err << "buono: buono-audit is not beside this program: run it on the restored city" << std::endl;
            return kOk;
        }
        std::string name = program.string(), file = database.string(), option = "--head";
        std::string head = std::to_string(manifest_.seq) + ":" + manifest_.hash;
        char* line[] = {name.data(), file.data(), manifest_.seq == 0 ? nullptr : option.data(), head.data(), nullptr};
        teller_.out << std::flush;
        pid_t child = 0;
        int ended = 0;
        if (::posix_spawn(&child, name.c_str(), nullptr, nullptr, line, environ) != 0 ||
            ::waitpid(child, &ended, 0) < 0)
            return system::failed(program, "cannot be run");
        if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0) return kOk;
        return Error{ErrorCode::Malformed, from_.string(), "buono-audit does not prove it: take an earlier backup"};
    }

    const settings::Settings& settings_;
    const RestoreOrder& order_;
    const Teller& teller_;
    const files::path data_, from_;
    system::Manifest manifest_;
    std::int64_t doubted_ = 0;
    Placed placed_;
};

}  // namespace

int restore(const settings::Settings& settings, const RestoreOrder& order, Teller teller) {
    Restore one{settings, order, teller};
    if (auto made = one.make(); !made) {
        const auto& error = made.error();
        teller.err << "buono: " << error.field << ": " << error.detail << std::endl;
        return error.code == ErrorCode::Malformed ? static_cast<int>(cli::Exit::Refused) : store::exitCodeOf(error);
    }
    one.tell();
    return static_cast<int>(cli::Exit::Done);
}

}  // namespace buono::city
