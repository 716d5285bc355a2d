// backup() and restore(): a city on SQLite as it stands at one moment, copied to a folder; and the way back.
//
// A backup holds `buono.db`, `head.note` (the signed head of its journal), a demonstration's `demo-clock`, and last the
// `manifest`. It holds no key: master.key is kept elsewhere, and a backup opens nothing without it. With PostgreSQL the
// database's own tools do this: host/deploy/backup.md. Each answers an exit code of cli::Exit.
#pragma once

#include <iosfwd>
#include <string>

#include "adapters/settings/settings.hpp"

namespace buono::city {

struct Teller {
    std::ostream& out;
    std::ostream& err;      ///< Progress of long work, and what went wrong.
    bool terminal = false;  ///< `err` is one.
};

struct BackupOrder {
    std::string
        folder;  ///< Must not be there: it gets its name once it is whole, until then it is "FOLDER.unfinished".
    int mib_a_second = 64;
    int log_mib = 256;  ///< What the log may grow by meanwhile.
};

/// In a process of its own while the host serves, by a reading connection. Gives way (75) when payments need the room.
int backup(const settings::Settings& settings, const BackupOrder& order, Teller teller);

struct RestoreOrder {
    std::string folder;
    bool replace = false;     ///< A city that is there is moved aside, not deleted.
    bool only_check = false;  ///< Reads and compares every byte, nothing else.
};

/// With no host on the data directory. Nothing there changes before the restored city is proven beside it; a restore
/// that is killed after that keeps every host from starting until it is repeated.
int restore(const settings::Settings& settings, const RestoreOrder& order, Teller teller);

/// In a data directory: the restored city, between its proof and its place.
inline constexpr const char* kRestored = "restored";

}  // namespace buono::city
