// The file of a plugin: every offset in it may lie.
#include "adapters/plugins/elf_note.hpp"

#include "input.hpp"

FUZZ(text) {
    const auto note = buono::plugins::readManifestNote({text.data(), text.size()});
    if (note) BUONO_CHECK(note->size() <= text.size() && text.find(*note) != std::string_view::npos);
}
