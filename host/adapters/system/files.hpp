// Small files of the data directory, through libc so that a fault test can stand between.
//
// A written file is whole or the old one, and survives a power cut: new bytes, fsync, rename, fsync of the folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <buono/result.hpp>

namespace buono::system {

/// Whether an errno tells of a disk or a machine that fails or has no room: a restart may find it well again. Anything
/// else about a file wants a person.
bool isOutage(int error);

/// The whole file; none where there is no such file. More than `bytes_max` is refused.
Result<std::optional<std::string>> readFile(const std::filesystem::path& file, std::size_t bytes_max);

/// Replaces the file. Readable by its owner only.
Status writeFile(const std::filesystem::path& file, std::string_view bytes);

/// Makes the file, whole and durable, and only where there is none: false, and nothing changed, where there is.
Result<bool> createFile(const std::filesystem::path& file, std::string_view bytes);

/// Makes the names in a folder durable.
Status syncFolder(const std::filesystem::path& folder);

}  // namespace buono::system
