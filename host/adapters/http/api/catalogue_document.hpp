// readCatalogue(): the city's catalogue document, from JSON. Its schema is schemas/import/catalogue.schema.json.
//
// Reads form only; what the document means is checked by catalogue::check. Pure; any thread.
#pragma once

#include <string_view>

#include "core/catalogue/load.hpp"

namespace buono::http {

Result<catalogue::Catalogue> readCatalogue(std::string_view json);

}  // namespace buono::http
