// What the API and the pages that take files share: a document read and checked before the change that stages it.
#pragma once

#include <string_view>

#include "adapters/http/desk.hpp"
#include "core/register/imports.hpp"

namespace buono::http {

/// On this thread's own connection: a long file does not make others wait. Confirming checks again.
Result<registers::ImportKind::Checked> checkImport(Desk& desk, const registers::Import& import,
                                                   std::string_view document);

}  // namespace buono::http
