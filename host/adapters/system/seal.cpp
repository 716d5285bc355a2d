#include "adapters/system/seal.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <mutex>

#include <buono/check.hpp>

namespace buono::system {
namespace {

EVP_MAC* hmac() {
    static EVP_MAC* const fetched = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    return fetched;
}

}  // namespace

void HmacSeal::Free::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

HmacSeal::HmacSeal(const Keys& keys) : keys_{keys} {}
HmacSeal::~HmacSeal() = default;

registers::Sha256 HmacSeal::mark(std::string_view purpose, std::string_view text) const {
    const auto context = keyed(purpose);
    registers::Sha256 out;
    std::size_t written = 0;
    BUONO_CHECK(EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
    BUONO_CHECK(EVP_MAC_final(context.get(), out.data(), &written, out.size()) == 1 && written == out.size());
    return out;
}

HmacSeal::Context HmacSeal::keyed(std::string_view purpose) const {
    {
        const std::shared_lock reading{turn_};
        if (const auto found = begun_.find(purpose); found != begun_.end())
            return Context{EVP_MAC_CTX_dup(found->second.get())};
    }
    auto key = keys_.of("seal " + std::string{purpose});
    std::string digest = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), digest.size()),
        OSSL_PARAM_construct_end()};
    Context made{EVP_MAC_CTX_new(hmac())};
    BUONO_CHECK(made && EVP_MAC_init(made.get(), key.data(), key.size(), parameters) == 1);
    OPENSSL_cleanse(key.data(), key.size());
    Context copy{EVP_MAC_CTX_dup(made.get())};
    const std::unique_lock writing{turn_};
    begun_.try_emplace(std::string{purpose}, std::move(made));
    return copy;
}

}  // namespace buono::system
