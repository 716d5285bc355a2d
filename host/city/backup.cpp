#include "city/backup.hpp"

#include <filesystem>
#include <memory>
#include <ostream>

#include "adapters/cli/command_line.hpp"
#include "adapters/store/database.hpp"
#include "adapters/store/journal_rows.hpp"
#include "adapters/system/files.hpp"
#include "adapters/system/machine.hpp"
#include "adapters/system/manifest.hpp"
#include "city/long_work.hpp"
#include "city/unfinished.hpp"
#include "city/version.hpp"
#include "core/register/codes.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

std::uintmax_t sizeOf(const files::path& file) {
    std::error_code none;
    const auto size = files::file_size(file, none);
    return none ? 0 : size;
}

/// Payments come first: the copy ends when they would run out of room for it.
class Watch {
public:
    /// @param log_bytes_max  what the log may grow by: moving it into the file afterwards is one pause of the writer's.
    Watch(const store::Connection& connection, const std::string& database, std::int64_t free_bytes_min,
          std::uintmax_t log_bytes_max)
        : connection_{connection},
          log_{database + "-wal"},
          began_{sizeOf(log_)},
          log_bytes_max_{log_bytes_max},
          floor_{2 * free_bytes_min} {}

    Status goesOn() const {
        if (connection_.freeBytes() < floor_)
            return Error{codes::kBusy, "backup",
                         "given up: the disk of the data directory is nearly full; make room there"};
        if (growth() > log_bytes_max_)
            return Error{codes::kBusy, "backup",
                         "given up: so much is written that the log has grown by " +
                             std::to_string(log_bytes_max_ >> 20U) +
                             " MiB; come again at a quieter hour, or with a higher --rate or --log-limit"};
        return kOk;
    }
    std::uintmax_t growth() const { return sizeOf(log_) > began_ ? sizeOf(log_) - began_ : 0; }

private:
    const store::Connection& connection_;
    const files::path log_;
    const std::uintmax_t began_, log_bytes_max_;
    const std::int64_t floor_;
};

/// What stands in the city's folder beside its database and is part of it.
Status copyDemoClock(const settings::Settings& settings, const files::path& to) {
    auto kept = system::readFile(files::path{settings.data_directory} / "demo-clock", 4096);
    if (!kept) return kept.error();
    return *kept ? system::writeFile(to / "demo-clock", **kept) : kOk;
}

Status addSums(system::Manifest& manifest, const files::path& folder, LongWork& work) {
    for (const char* name : {"buono.db", "head.note", "demo-clock"}) {
        const auto file = folder / name;
        if (!files::exists(file)) continue;
        const auto all = files::file_size(file);
        const auto sum = system::sumOf(file, [&](std::uint64_t done) { return work.reached(done, all), kOk; });
        if (!sum) return sum.error();
        manifest.files.push_back({name, *sum});
    }
    return kOk;
}

class Backup {
public:
    Backup(const settings::Settings& settings, const BackupOrder& order, const Teller& teller)
        : settings_{settings},
          order_{order},
          teller_{teller},
          database_{(files::path{settings.data_directory} / "buono.db").string()} {}

    Status make() {
        if (auto can = open(); !can) return can;
        auto target = files::absolute(order_.folder).lexically_normal();
        if (!target.has_filename()) target = target.parent_path();  // "backups/monday/"
        auto unfinished = Unfinished::make(target);
        if (!unfinished) return unfinished.error();
        const auto& folder = (*unfinished)->folder();
        if (auto copied = copyDatabase(folder); !copied) return copied;
        if (auto copied = copyDemoClock(settings_, folder); !copied) return copied;
        LongWork summing{"reads the copy", order_.mib_a_second, teller_};
        if (auto summed = addSums(manifest_, folder, summing); !summed) return summed;
        if (auto kept = system::writeFile(folder / system::Manifest::kName, manifest_.sign(*keys_)); !kept) return kept;
        return (*unfinished)->finish();
    }
    void tell() const {
        teller_.out << "backed up " << manifest_.city << " at seq " << manifest_.seq << " (" << manifest_.at << "), "
                    << (manifest_.files.front().sum.bytes >> 20U) << " MiB, into " << order_.folder
                    << "\nthe log grew by " << (log_growth_ >> 20U) << " MiB meanwhile\n"
                    << "it holds no key: keep master.key elsewhere, this backup opens nothing without it" << std::endl;
    }

private:
    Status open() {
        if (!settings_.store_url.empty())
            return Error{ErrorCode::InvalidValue, "store.url",
                         "PostgreSQL has tools of its own for this: host/deploy/backup.md has the commands"};
        if (!files::exists(database_)) return Error{ErrorCode::InvalidValue, database_, "there is no city to back up"};
        auto keys = system::Keys::open(settings_.data_directory, system::Missing::Refuse);
        if (!keys) return keys.error();
        keys_ = *keys;
        auto connection = store::open(database_, store::Mode::Reading);
        if (!connection) return connection.error();
        connection_ = *std::move(connection);
        return kOk;
    }
    /// Its first statement fixes the moment that the transaction sees.
    Status copyDatabase(const files::path& folder) {
        connection_->begin();
        const auto head = store::EntriesRows{*connection_}.head();
        manifest_ = {settings_.city_name,
                     kVersion,
                     system::wall().text(),
                     store::levelOf(*connection_),
                     head.seq,
                     system::hexOf(head.hash),
                     head.at.text(),
                     {}};
        LongWork copying{"copies the database", order_.mib_a_second, teller_};
        const Watch watch{*connection_, database_, settings_.free_bytes_min,
                          static_cast<std::uintmax_t>(order_.log_mib) << 20U};
        const auto copied = store::copy(*connection_, folder / "buono.db", [&](std::int64_t done, std::int64_t all) {
            copying.reached(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(all));
            return watch.goesOn();
        });
        log_growth_ = watch.growth();
        connection_->rollback();
        connection_.reset();
        if (!copied) return copied;
        return system::writeFile(folder / "head.note", system::Ed25519Notary{*keys_, settings_.city_name}.note(head));
    }

    const settings::Settings& settings_;
    const BackupOrder& order_;
    const Teller& teller_;
    const std::string database_;
    std::optional<system::Keys> keys_;
    std::unique_ptr<store::Connection> connection_;
    system::Manifest manifest_;
    std::uintmax_t log_growth_ = 0;
};

}  // namespace

int backup(const settings::Settings& settings, const BackupOrder& order, Teller teller) {
    Backup one{settings, order, teller};
    if (auto made = one.make(); !made) {
        teller.err << "buono: " << made.error().field << ": " << made.error().detail << std::endl;
        return store::exitCodeOf(made.error());
    }
    one.tell();
    return static_cast<int>(cli::Exit::Done);
}

}  // namespace buono::city
