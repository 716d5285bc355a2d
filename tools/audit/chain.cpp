#include "chain.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace audit {

Chain::Chain() : sha256_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
    if (!sha256_ || !context_) throw std::runtime_error{"OpenSSL has no SHA-256"};
}

Chain::~Chain() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(sha256_);
}

Hash Chain::link(const Hash& before, Bytes body) {
    Hash hash;
    const bool done = EVP_DigestInit_ex2(context_, sha256_, nullptr) == 1 &&
                      EVP_DigestUpdate(context_, before.data(), before.size()) == 1 &&
                      EVP_DigestUpdate(context_, body.data(), body.size()) == 1 &&
                      EVP_DigestFinal_ex(context_, hash.data(), nullptr) == 1;
    if (!done) throw std::runtime_error{"OpenSSL cannot make a digest"};
    return hash;
}

}  // namespace audit
