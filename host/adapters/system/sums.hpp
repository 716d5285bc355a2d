// Sums: SHA-256 of files too large for memory, read once from end to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include <buono/result.hpp>

#include "core/register/register.hpp"

namespace buono::system {

struct Sum {
    std::uint64_t bytes = 0;
    registers::Sha256 sha256{};
    bool operator==(const Sum&) const = default;
};

/// After each block: how many bytes were read so far. May wait; a refusal ends it and is its answer.
using AfterBlock = std::function<Status(std::uint64_t bytes)>;

Result<Sum> sumOf(const std::filesystem::path& file, const AfterBlock& after_block);

/// Copies into a file that is not there yet, readable by its owner only and durable but for its name. The sum is that
/// of what was read and written.
Result<Sum> copyOf(const std::filesystem::path& file, const std::filesystem::path& to, const AfterBlock& after_block);

}  // namespace buono::system
