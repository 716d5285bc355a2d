#include "city/taking.hpp"

#include "adapters/system/files.hpp"

namespace buono::city {
namespace {

namespace files = std::filesystem;

constexpr std::size_t kManifestMax = 64U << 10U;

}  // namespace

Result<system::Manifest> manifestIn(const files::path& folder, const system::Keys& keys) {
    const auto file = folder / system::Manifest::kName;
    auto text = system::readFile(file, kManifestMax);
    if (!text) return text.error();
    if (!*text)
        return Error{ErrorCode::Malformed, folder.string(),
                     "it has no manifest: it is no backup, or one that never came to its end"};
    auto manifest = system::Manifest::read(**text, keys);
    if (!manifest) return Error{manifest.error().code, file.string(), manifest.error().detail};
    return manifest;
}

std::uint64_t bytesOf(const system::Manifest& manifest) {
    std::uint64_t bytes = 0;
    for (const auto& file : manifest.files) bytes += file.sum.bytes;
    return bytes;
}

Status takeFiles(const system::Manifest& manifest, const files::path& from, const files::path* to, LongWork& work) {
    const auto all = bytesOf(manifest);
    std::uint64_t before = 0;
    for (const auto& file : manifest.files) {
        const auto source = from / file.name;
        const auto reached = [&](std::uint64_t done) { return work.reached(before + done, all), kOk; };
        const auto sum =
            to == nullptr ? system::sumOf(source, reached) : system::copyOf(source, *to / file.name, reached);
        if (!sum) return sum.error();
        if (*sum != file.sum)
            return Error{ErrorCode::Malformed, source.string(),
                         "its bytes are not those that were backed up (" + std::to_string(sum->bytes) + " of " +
                             std::to_string(file.sum.bytes) + " bytes, SHA-256 " + system::hexOf(sum->sha256) +
                             "): take another copy of this backup, or an earlier one"};
        before += sum->bytes;
    }
    return kOk;
}

}  // namespace buono::city
