#include "adapters/system/notary.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <buono/check.hpp>

namespace buono::system {
namespace {

constexpr std::string_view kFirstLine = "buono ledger head v1";
constexpr char kEd25519 = 1;  // The algorithm's number in a signed note.
constexpr std::size_t kKeyBytes = 32, kSignatureBytes = 64, kIdBytes = 4;

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    return out;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

std::string keyName(std::string_view city) {
    std::string name = "buono-";
    for (const char c : city) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
        if (plain || name.back() != '-') name += plain ? small : '-';
    }
    return name;
}

std::string keyId(std::string_view name, std::string_view typed_key) {
    const auto text = std::string{name} + "\n" + std::string{typed_key};
    unsigned char digest[32];
    BUONO_CHECK(EVP_Digest(text.data(), text.size(), digest, nullptr, EVP_sha256(), nullptr) == 1);
    return {reinterpret_cast<const char*>(digest), kIdBytes};
}

}  // namespace

void Ed25519Notary::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Ed25519Notary::Ed25519Notary(const Keys& keys, std::string_view city) : name_{keyName(city)} {
    auto seed = keys.of("head notary");
    key_.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    OPENSSL_cleanse(seed.data(), seed.size());
    std::string typed(1 + kKeyBytes, kEd25519);
    std::size_t size = kKeyBytes;
    BUONO_CHECK(key_ && EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(typed.data()) + 1,
                                                    &size) == 1);
    id_ = keyId(name_, typed);
    verifier_ = name_ + "+" + hex(id_) + "+" + base64(typed);
}

Ed25519Notary::~Ed25519Notary() = default;

std::string Ed25519Notary::note(const ledger::Head& head) const {
    const std::string_view hash{reinterpret_cast<const char*>(head.hash.data()), head.hash.size()};
    const auto text =
        std::string{kFirstLine} + "\n" + std::to_string(head.seq) + "\n" + hex(hash) + "\n" + head.at.text() + "\n";
    return signedNote(text);
}

std::string Ed25519Notary::signedNote(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    std::string signature(kSignatureBytes, '\0');
    std::size_t size = signature.size();
    BUONO_CHECK(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
    BUONO_CHECK(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                               reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
    return std::string{text} + "\n\u2014 " + name_ + " " + base64(id_ + signature) + "\n";
}

}  // namespace buono::system
