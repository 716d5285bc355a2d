// Plain text: what a plugin said, made fit for a row, a page and a log: UTF-8 without control characters.
//
// A store refuses anything else as damage, and no plugin may end the host with a byte. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace buono::plugins {

/// True for UTF-8 without control characters.
bool isPlainText(std::string_view text);

/// At most `bytes_max` bytes of it, cut between characters; every byte that is no part of a character becomes '?'.
std::string plainText(std::string_view text, std::size_t bytes_max);

}  // namespace buono::plugins
