#include "adapters/system/digest.hpp"

#include <openssl/evp.h>
#include <memory>

#include <buono/check.hpp>

namespace buono::system {
namespace {

// Looking an algorithm up costs more than a short digest: once a process, and a context once a thread.
const EVP_MD* algorithm() {
    static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

EVP_MD_CTX* context() {
    struct Free {
        void operator()(EVP_MD_CTX* one) const { EVP_MD_CTX_free(one); }
    };
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> mine{EVP_MD_CTX_new()};
    return mine.get();
}

}  // namespace

registers::Sha256 Sha256Digest::sha256(std::string_view bytes) const {
    registers::Sha256 out;
    auto* const with = context();
    BUONO_CHECK(with && EVP_DigestInit_ex2(with, algorithm(), nullptr) == 1);
    BUONO_CHECK(EVP_DigestUpdate(with, bytes.data(), bytes.size()) == 1);
    BUONO_CHECK(EVP_DigestFinal_ex(with, out.data(), nullptr) == 1);
    return out;
}

}  // namespace buono::system
