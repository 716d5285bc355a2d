// PluginFile: the bytes of a plugin, hashed, looked at, and sealed, so that what was judged is what will be loaded.
//
// For `buono plugin inspect` and for the host; neither runs a byte of it. Owns a sealed memory file; move only.
#pragma once

#include <string>

#include "adapters/plugins/manifest.hpp"

namespace buono::plugins {

class PluginFile {
public:
    /// Refuses what is absent, no plugin, or built for another ABI. Looks at nothing but the file.
    static Result<PluginFile> open(const std::string& path);

    PluginFile(PluginFile&& other) noexcept;
    PluginFile& operator=(PluginFile&&) = delete;
    ~PluginFile();

    const Manifest& manifest() const { return manifest_; }
    const std::string& manifestText() const { return text_; }
    const std::string& sha256() const { return sha256_; }  ///< Hexadecimal.
    int descriptor() const { return descriptor_; }         ///< Sealed.

private:
    PluginFile() = default;

    Manifest manifest_;
    std::string text_;
    std::string sha256_;
    int descriptor_ = -1;
};

/// For people: id, version, ABI, kind, operations, what it wants, its limits and hash.
std::string describe(const PluginFile& file);
/// {"sha256": ..., "manifest": the manifest as it stands in the file}
std::string describeAsJson(const PluginFile& file);

/// Whether it may be loaded: `sha256`, the operator's grant, is its own; or, without a grant, it stands in the list
/// that the build wrote beside its plugins. The refusal says what to look at and what to write.
Status granted(const PluginFile& file, const std::string& sha256, const std::string& list_path);

}  // namespace buono::plugins
