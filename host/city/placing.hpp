// Placing: a restored city that was proven beside its place is moved in, and the one that was there aside.
//
// From the first rename to the last the folder kRestored stands in the data directory, and no host starts there
// (Foundation): a restore that was killed is repeated and comes to its end. Under the lock of the database.
#pragma once

#include <cstdint>
#include <filesystem>

#include <buono/result.hpp>

namespace buono::city {

struct Placed {
    std::filesystem::path replaced;  ///< Where the city is that was there; empty where there was none.
    std::uint64_t lost_up_to = 0;    ///< The last entry that it had signed.
};

/// @param beside  a folder in `data` with the restored database; it is gone afterwards.
Result<Placed> putInPlace(const std::filesystem::path& data, const std::filesystem::path& beside);

}  // namespace buono::city
