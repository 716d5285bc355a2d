// Taking: the files of a backup, held against its signed manifest while they are read or copied.
#pragma once

#include <filesystem>

#include "adapters/system/manifest.hpp"
#include "city/long_work.hpp"

namespace buono::city {

/// Refused (ErrorCode::Malformed): no manifest, or one that is not what this city signed.
Result<system::Manifest> manifestIn(const std::filesystem::path& folder, const system::Keys& keys);

std::uint64_t bytesOf(const system::Manifest& manifest);

/// Reads every file of the backup and compares it with the manifest; with `to`, what was read is what is written there.
Status takeFiles(const system::Manifest& manifest, const std::filesystem::path& from, const std::filesystem::path* to,
                 LongWork& work);

}  // namespace buono::city
