// Note: a head of the journal that the city signed and somebody outside kept (schemas/ledger/export.md).
//
// The text is that of the transparency logs (C2SP signed-note): four lines, an empty one, then a line for each
// signature. Only a signature by the key one was told beforehand counts.
#pragma once

#include <optional>
#include <string>

#include "inspector.hpp"

namespace audit {

/// The head the note names; none, and `wrong` says why, where it is not signed by `verifier` (NAME+ID+KEY).
std::optional<Head> readNote(const std::string& note, const std::string& verifier, std::string& wrong);

}  // namespace audit
