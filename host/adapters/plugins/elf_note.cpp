#include "adapters/plugins/elf_note.hpp"

#include <buono/plugin/abi.h>
#include <elf.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

constexpr std::size_t kManifestMax = 64 * 1024;
constexpr std::size_t kEntriesMax = 256;
constexpr std::string_view kOwner{"Buono\0", 6};
constexpr std::array<std::string_view, 6> kAllowed{"libc.so.6",     "libm.so.6",      "ld-linux-x86-64.so.2",
                                                   "libgcc_s.so.1", "libstdc++.so.6", "ld-linux-aarch64.so.1"};

#if defined(__aarch64__)
constexpr int kMachine = EM_AARCH64;
#else
constexpr int kMachine = EM_X86_64;
#endif

Error refused(std::string why) { return {codes::kPluginMalformed, {}, std::move(why)}; }

class File {
public:
    explicit File(std::span<const char> bytes) : bytes_{bytes} {}

    std::optional<std::string_view> slice(std::uint64_t at, std::uint64_t length) const {
        if (at > bytes_.size() || length > bytes_.size() - at) return std::nullopt;
        return std::string_view{bytes_.data() + at, static_cast<std::size_t>(length)};
    }
    template <class T>
    std::optional<T> read(std::uint64_t at) const {
        const auto bytes = slice(at, sizeof(T));
        if (!bytes) return std::nullopt;
        T value;
        std::memcpy(&value, bytes->data(), sizeof value);
        return value;
    }

private:
    std::span<const char> bytes_;
};

std::string headerFault(const File& file) {
    const auto header = file.read<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return "it is not an ELF file";
    if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
        header->e_machine != kMachine)
        return "it was built for another processor";
    if (header->e_type != ET_DYN) return "it is not a shared library";
    if (header->e_phentsize != sizeof(Elf64_Phdr) || header->e_phnum > 64) return "its program headers are malformed";
    return {};
}

std::optional<std::vector<Elf64_Phdr>> segmentsOf(const File& file) {
    const auto header = file.read<Elf64_Ehdr>(0);
    std::vector<Elf64_Phdr> segments;
    for (unsigned i = 0; i < header->e_phnum; ++i) {
        const auto segment = file.read<Elf64_Phdr>(header->e_phoff + i * sizeof(Elf64_Phdr));
        if (!segment) return std::nullopt;
        segments.push_back(*segment);
    }
    return segments;
}

/// Appends the manifests found in one note segment.
bool collectNotes(std::string_view notes, std::vector<std::string_view>& found) {
    while (notes.size() >= sizeof(Elf64_Nhdr)) {
        Elf64_Nhdr head;
        std::memcpy(&head, notes.data(), sizeof head);
        const auto padded = [](std::uint64_t bytes) { return (bytes + 3) & ~std::uint64_t{3}; };
        const auto desc_at = sizeof head + padded(head.n_namesz);
        if (desc_at > notes.size() || head.n_descsz > notes.size() - desc_at) return false;
        if (head.n_type == BUONO_MAGIC && notes.substr(sizeof head, head.n_namesz) == kOwner)
            found.push_back(notes.substr(desc_at, head.n_descsz));
        const auto next = desc_at + padded(head.n_descsz);
        if (next >= notes.size()) return true;
        notes.remove_prefix(next);
    }
    return true;
}

std::optional<std::uint64_t> offsetOf(const std::vector<Elf64_Phdr>& segments, std::uint64_t address) {
    for (const auto& s : segments)
        if (s.p_type == PT_LOAD && address >= s.p_vaddr && address - s.p_vaddr < s.p_filesz)
            return s.p_offset + (address - s.p_vaddr);
    return std::nullopt;
}

struct Demands {
    std::uint64_t names = 0;
    std::uint64_t names_bytes = 0;
    std::vector<std::uint64_t> needed;
    bool text_relocations = false;
    bool search_path = false;
};

Demands demandsOf(std::string_view dynamic) {
    Demands demands;
    for (; dynamic.size() >= sizeof(Elf64_Dyn); dynamic.remove_prefix(sizeof(Elf64_Dyn))) {
        Elf64_Dyn entry;
        std::memcpy(&entry, dynamic.data(), sizeof entry);
        if (entry.d_tag == DT_NULL || demands.needed.size() > kEntriesMax) break;
        if (entry.d_tag == DT_NEEDED) demands.needed.push_back(entry.d_un.d_val);
        if (entry.d_tag == DT_STRTAB) demands.names = entry.d_un.d_ptr;
        if (entry.d_tag == DT_STRSZ) demands.names_bytes = entry.d_un.d_val;
        if (entry.d_tag == DT_TEXTREL) demands.text_relocations = true;
        if (entry.d_tag == DT_RPATH || entry.d_tag == DT_RUNPATH) demands.search_path = true;
    }
    return demands;
}

std::string demandFault(const File& file, const std::vector<Elf64_Phdr>& segments, const Demands& demands) {
    if (demands.text_relocations) return "it has text relocations: build it with -fPIC";
    if (demands.search_path) return "it carries an RPATH";
    const auto at = offsetOf(segments, demands.names);
    const auto names = at ? file.slice(*at, demands.names_bytes) : std::nullopt;
    if (!names) return "its dynamic section is malformed";
    for (const auto name_at : demands.needed) {
        if (name_at >= names->size()) return "its dynamic section is malformed";
        const auto name = names->substr(name_at, names->find('\0', name_at) - name_at);
        if (std::find(kAllowed.begin(), kAllowed.end(), name) == kAllowed.end())
            return "it needs " + std::string{name.substr(0, 80)} + ": link that statically, a plugin is one file";
    }
    return {};
}

std::string segmentsFault(const File& file, const std::vector<Elf64_Phdr>& segments,
                          std::vector<std::string_view>& manifests) {
    for (const auto& segment : segments) {
        if (segment.p_type == PT_GNU_STACK && (segment.p_flags & PF_X)) return "it wants an executable stack";
        if (segment.p_type != PT_NOTE && segment.p_type != PT_DYNAMIC) continue;
        const auto bytes = file.slice(segment.p_offset, segment.p_filesz);
        if (!bytes) return "it is truncated";
        if (segment.p_type == PT_NOTE && !collectNotes(*bytes, manifests)) return "its notes are malformed";
        if (segment.p_type == PT_DYNAMIC)
            if (auto fault = demandFault(file, segments, demandsOf(*bytes)); !fault.empty()) return fault;
    }
    return {};
}

}  // namespace

Result<std::string> readManifestNote(std::span<const char> bytes) {
    const File file{bytes};
    if (auto fault = headerFault(file); !fault.empty()) return refused(std::move(fault));
    const auto segments = segmentsOf(file);
    if (!segments) return refused("it is truncated");
    std::vector<std::string_view> manifests;
    if (auto fault = segmentsFault(file, *segments, manifests); !fault.empty()) return refused(std::move(fault));
    if (manifests.empty()) return refused("it has no Buono manifest: build it with buono_add_plugin");
    if (manifests.size() > 1) return refused("it has two manifests");
    if (manifests.front().size() > kManifestMax) return refused("its manifest is larger than 64 KiB");
    return std::string{manifests.front()};
}

}  // namespace buono::plugins
