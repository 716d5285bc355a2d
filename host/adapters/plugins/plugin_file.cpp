#include "adapters/plugins/plugin_file.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "adapters/plugins/elf_note.hpp"
#include "adapters/plugins/plain_text.hpp"
#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

constexpr off_t kFileMax = 64 << 20;

struct Descriptor {
    explicit Descriptor(int given) : number{given} {}
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number;
};

Error missing(const std::string& path) {
    const bool mistaken = errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP;
    return {mistaken ? codes::kPluginMissing : codes::kInternalError, "plugins.load.file",
            path + " cannot be opened (" + std::strerror(errno) + "): build the plugins, or correct plugins.folder"};
}

Result<std::vector<char>> read(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    struct stat about {};
    if (file.number < 0 || ::fstat(file.number, &about) != 0) return missing(path);
    if (!S_ISREG(about.st_mode) || about.st_size > kFileMax)
        return Error{codes::kPluginMalformed, {}, path + ": it is no file of at most 64 MiB"};
    std::vector<char> bytes(static_cast<std::size_t>(about.st_size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto got = ::read(file.number, bytes.data() + have, bytes.size() - have);
        if (got <= 0) return Error{codes::kPluginMalformed, {}, path + ": it changed while it was read"};
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::string sha256Of(const std::vector<char>& bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    BUONO_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

int sealed(const std::vector<char>& bytes) {
    const int memory = ::memfd_create("buono-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    std::size_t done = 0;
    while (memory >= 0 && done < bytes.size()) {
        const auto wrote = ::write(memory, bytes.data() + done, bytes.size() - done);
        if (wrote <= 0) return ::close(memory), -1;
        done += static_cast<std::size_t>(wrote);
    }
    if (memory >= 0 && ::fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0)
        return ::close(memory), -1;
    return memory;
}

std::string joined(const std::set<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : " ") + text;
    return all.empty() ? "none" : all;
}

}  // namespace

PluginFile::PluginFile(PluginFile&& other) noexcept
    : manifest_{std::move(other.manifest_)},
      text_{std::move(other.text_)},
      sha256_{std::move(other.sha256_)},
      descriptor_{std::exchange(other.descriptor_, -1)} {}

PluginFile::~PluginFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<PluginFile> PluginFile::open(const std::string& path) {
    const auto named = [&](Error error) {
        error.detail = path + ": " + error.detail;
        return error;
    };
    const auto bytes = read(path);
    if (!bytes) return bytes.error();
    PluginFile file;
    auto text = readManifestNote(*bytes);
    if (!text) return named(text.error());
    auto manifest = parseManifest(*text);
    if (!manifest) return named(manifest.error());
    file.text_ = *text;
    file.manifest_ = *manifest;
    file.sha256_ = sha256Of(*bytes);
    file.descriptor_ = sealed(*bytes);
    if (file.descriptor_ < 0) return Error{codes::kPluginMissing, {}, path + ": no memory to hold it"};
    return file;
}

std::string describe(const PluginFile& file) {
    const auto& m = file.manifest();
    static constexpr std::array kKinds{"payment method", "provider", "verifier"};
    const auto number = [](std::int64_t n) { return std::to_string(n); };
    return m.id + " " + m.version + " (" + plainText(m.name, 80) + "), " + kKinds[static_cast<std::size_t>(m.kind)] +
           "\nlicense     " + m.license + "\nABI         " + m.sdk + "\noperations  " + joined(m.operations) +
           "\nnetwork     " + joined(m.http) + "\nsecrets     " + joined(m.secrets) + "\nsettings    " +
           joined(m.config) + "\ncurrencies  " + joined(m.currencies) + "\namounts     " + number(m.min_minor) +
           " to " + number(m.max_minor) + " minor units\ndeadline    " + number(m.deadline_ms) +
           " ms a call\nremembers   " + number(m.idempotency_window_s) + " s; a request may take effect up to " +
           number(m.max_in_flight_s) + " s later\nkeeps       at most " + number(m.kv_bytes) + " bytes\nsha256      " +
           file.sha256() + "\n";
}

std::string describeAsJson(const PluginFile& file) {
    return "{\"sha256\":\"" + file.sha256() + "\",\"manifest\":" + file.manifestText() + "}\n";
}

Status granted(const PluginFile& file, const std::string& sha256, const std::string& list_path) {
    if (sha256 == file.sha256()) return kOk;
    const auto named = "plugin \"" + file.manifest().id + "\" " + file.manifest().version;
    if (!sha256.empty())
        return Error{codes::kPluginNotGranted, "plugins.load.sha256",
                     named + " has sha256 " + file.sha256() +
                         ", which is not the one that was approved: a new build is a new grant; look at it with `buono "
                         "plugin inspect` and write its sha256"};
    std::ifstream list{list_path};
    if (!list) return missing(list_path);
    for (std::string line; std::getline(list, line);)
        if (line.compare(0, 65, file.sha256() + " ") == 0) return kOk;
    return Error{codes::kPluginNotGranted, "plugins.load.file",
                 named + " was not built with this host (" + list_path +
                     " lists those) and nobody has granted it: look at it with `buono plugin inspect`, then write "
                     "sha256 = \"" +
                     file.sha256() + "\" into its [[plugins.load]]"};
}

}  // namespace buono::plugins
