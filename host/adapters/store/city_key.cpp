#include <optional>

#include "adapters/store/database.hpp"

namespace buono::store {
namespace {

std::optional<registers::Sha256> kept(Connection& connection) {
    std::optional<registers::Sha256> mark;
    connection.rows("SELECT mark FROM city_key WHERE id = 1", [&](const Row& row) { mark = row.hash(0); });
    return mark;
}

}  // namespace

Status keepToKey(Connection& connection, const registers::Sha256& mark) {
    auto known = kept(connection);
    if (!known) {
        connection.begin();  // Another host may be making it too: whoever is second finds the first one's.
        connection.run("INSERT INTO city_key (id, mark) VALUES (1, $1) ON CONFLICT (id) DO NOTHING", mark);
        known = kept(connection);
        connection.commit();
    }
    if (known == mark) return kOk;
    return Error{ErrorCode::InvalidValue, "data_directory",
                 "its master.key is not the one this database was made with: put that one there; with several hosts, "
                 "copy it from the first"};
}

}  // namespace buono::store
