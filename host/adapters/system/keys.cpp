#include "adapters/system/keys.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cstring>
#include <string>

#include <buono/check.hpp>

#include "adapters/system/files.hpp"

namespace buono::system {
namespace {

constexpr std::string_view kFile = "master.key";

Error refused(const std::filesystem::path& file, const char* remedy) {
    return {ErrorCode::InvalidValue, file.string(), remedy};
}

Status checkSecrecy(const std::filesystem::path& file) {
    struct stat found {};
    if (::lstat(file.c_str(), &found) != 0) return refused(file, "the master key cannot be looked at");
    if (!S_ISREG(found.st_mode)) return refused(file, "the master key must be a plain file");
    if (found.st_uid != ::geteuid()) return refused(file, "the master key must belong to the user that runs the host");
    if ((found.st_mode & 077) != 0) return refused(file, "others can read the master key: chmod 600, and ask who did");
    return kOk;
}

Status create(const std::filesystem::path& file) {
    Key fresh;
    BUONO_CHECK(RAND_priv_bytes(fresh.data(), static_cast<int>(fresh.size())) == 1);
    const auto made = createFile(file, {reinterpret_cast<const char*>(fresh.data()), fresh.size()});
    OPENSSL_cleanse(fresh.data(), fresh.size());
    return made ? kOk : Status{made.error()};
}

}  // namespace

Result<Keys> Keys::open(const std::filesystem::path& data_directory, Missing missing) {
    const auto file = data_directory / kFile;
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
        if (missing == Missing::Refuse)
            return refused(file, "the master key of this city is missing: put it back, a new one opens nothing");
        if (const auto made = create(file); !made) return made.error();
    }
    if (const auto secret = checkSecrecy(file); !secret) return secret.error();
    auto bytes = readFile(file, Key{}.size());
    if (!bytes) return bytes.error();
    if (!*bytes || (*bytes)->size() != Key{}.size()) return refused(file, "the master key must have 32 bytes");
    Key master;
    std::memcpy(master.data(), (*bytes)->data(), master.size());
    Keys keys{master};
    OPENSSL_cleanse(master.data(), master.size());
    return keys;
}

Keys::~Keys() { OPENSSL_cleanse(master_.data(), master_.size()); }

Key Keys::of(std::string_view purpose) const {
    Key out;
    EVP_KDF* const kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EVP_KDF_CTX* const context = EVP_KDF_CTX_new(kdf);
    std::string info = "buono " + std::string{purpose};
    std::string digest = "SHA256";
    Key master = master_;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, master.data(), master.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
    BUONO_CHECK(context && EVP_KDF_derive(context, out.data(), out.size(), parameters) == 1);
    OPENSSL_cleanse(master.data(), master.size());
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
    return out;
}

}  // namespace buono::system
