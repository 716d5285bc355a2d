#include "adapters/store/plugin_rows.hpp"

namespace buono::store {

std::optional<registers::Drawers::Kept> DrawerRows::find(std::string_view owner, std::string_view key) const {
    std::optional<Kept> kept;
    connection_.rows(
        "SELECT value, version FROM plugin_values WHERE owner = $1 AND key = $2",
        [&](const Row& row) {
            const auto bytes = row.bytes(0);
            kept = Kept{{bytes.begin(), bytes.end()}, row.number(1)};
        },
        owner, key);
    return kept;
}

std::int64_t DrawerRows::size(std::string_view owner) const {
    std::int64_t bytes = 0;
    connection_.rows(
        "SELECT bytes FROM plugin_space WHERE owner = $1", [&](const Row& row) { bytes = row.number(0); }, owner);
    return bytes;
}

bool DrawerRows::put(std::string_view owner, std::string_view key, std::string_view value, std::int64_t if_version) {
    const auto before = find(owner, key);
    if ((before ? before->version : 0) != if_version) return false;
    const std::vector<std::uint8_t> bytes{value.begin(), value.end()};
    const auto length = static_cast<std::int64_t>(key.size() + value.size());
    const auto grown = length - (before ? static_cast<std::int64_t>(key.size() + before->value.size()) : 0);
    if (before) {
        connection_.run("UPDATE plugin_values SET value = $3, version = $4, bytes = $5 WHERE owner = $1 AND key = $2",
                        owner, key, bytes, if_version + 1, length);
    } else {
        connection_.run("INSERT INTO plugin_values (owner, key, value, version, bytes) VALUES ($1, $2, $3, 1, $4)",
                        owner, key, bytes, length);
    }
    connection_.run(
        "INSERT INTO plugin_space (owner, bytes) VALUES ($1, $2) "
        "ON CONFLICT (owner) DO UPDATE SET bytes = plugin_space.bytes + excluded.bytes",
        owner, grown);
    return true;
}

}  // namespace buono::store
