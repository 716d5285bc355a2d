// Handed codes: what people type that a desk or the city gave them. Symbols that nobody confuses (no I, L, O, U).
//
// Unlike purchase codes they are random, used once, and never shown again. The random bytes come from the adapter.
// Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buono::people {

inline constexpr std::size_t kAccessCodeBytes = 10;     ///< 80 bits, 16 symbols: lives for weeks, on paper.
inline constexpr std::size_t kAssistanceCodeBytes = 5;  ///< 40 bits, 8 symbols: lives for minutes, said aloud.

/// The canonical code of these bytes: 8 symbols for every 5 bytes.
std::string handedCode(std::span<const unsigned char> bytes);
/// "XXXX-XXXX", for eyes.
std::string groupedHandedCode(std::string_view canonical);
/// Reads a code as people write it: any case, spaces and hyphens anywhere, O for 0, I and L for 1. Answers `symbols`
/// canonical symbols, or nothing.
std::optional<std::string> readHandedCode(std::string_view typed, std::size_t symbols);

}  // namespace buono::people
