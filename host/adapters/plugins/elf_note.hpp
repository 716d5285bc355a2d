// elf_note: the manifest of a plugin, and what its file demands of the loader, read without running it.
//
// Every offset is checked against the bytes; nothing is allocated from a number in the file. Program headers
// only, as the kernel reads them. Pure.
#pragma once

#include <buono/result.hpp>
#include <span>
#include <string>

namespace buono::plugins {

/// The manifest's bytes, at most 64 KiB; or why the file is refused.
Result<std::string> readManifestNote(std::span<const char> file);

}  // namespace buono::plugins
