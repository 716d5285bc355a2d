// Starter: a folder from which an author builds a first plugin, written out under the author's own name.
//
// The templates of sdk/template stand in this program, so it needs no SDK to write one. Writes nothing where something
// is.
#pragma once

#include <buono/result.hpp>
#include <string>

namespace buono::plugins {

/// @param kind  payment, provider or verifier   @param name  the plugin's id, and its folder's within `where`
/// For people: what was written, and what to do next.
Result<std::string> writeStarter(const std::string& kind, const std::string& name, const std::string& where);

}  // namespace buono::plugins
