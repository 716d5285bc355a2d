// What a page says after a change sent the reader to it: `?esito=word`. Only the words of this list are ever said.
#pragma once

#include <string_view>

namespace buono::http::pages {

/// In English, for translation; nullptr for a word that is not in the list.
const char* outcomeText(std::string_view word);

}  // namespace buono::http::pages
