#include "adapters/store/vault.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <memory>

#include "adapters/store/bulk.hpp"

namespace buono::store {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNonceBytes = 12, kTagBytes = 16, kOverhead = 1 + kNonceBytes + kTagBytes;
constexpr std::string_view kKeyPlace = "subject_keys.wrapped";

using Key = std::array<std::uint8_t, 32>;
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const std::uint8_t* bytesOf(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

void takeRandom(std::span<std::uint8_t> to) { BUONO_CHECK(RAND_bytes(to.data(), static_cast<int>(to.size())) == 1); }

/// What is authenticated beside the value: "table.column", a bar, the subject's 16 bytes.
std::vector<std::uint8_t> placeOf(std::string_view place, const registers::Id& subject) {
    std::vector<std::uint8_t> bytes{place.begin(), place.end()};
    bytes.push_back('|');
    bytes.insert(bytes.end(), subject.bytes.begin(), subject.bytes.end());
    return bytes;
}

/// version, nonce, ciphertext, tag
std::vector<std::uint8_t> encrypt(const Key& key, Bytes beside, Bytes plain) {
    std::vector<std::uint8_t> out(kOverhead + plain.size());
    out[0] = kVersion;
    auto* const nonce = out.data() + 1;
    auto* const text = nonce + kNonceBytes;
    takeRandom({nonce, kNonceBytes});
    const Cipher cipher{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    int length = 0;
    bool done = EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce) == 1 &&
                EVP_EncryptUpdate(cipher.get(), nullptr, &length, beside.data(), static_cast<int>(beside.size())) == 1;
    done = done && (plain.empty() ||
                    EVP_EncryptUpdate(cipher.get(), text, &length, plain.data(), static_cast<int>(plain.size())) == 1);
    done = done && EVP_EncryptFinal_ex(cipher.get(), text + plain.size(), &length) == 1 &&
           EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, text + plain.size()) == 1;
    BUONO_CHECK(done);
    return out;
}

/// False when it was not made with this key for this place, or is not whole.
bool decrypt(const Key& key, Bytes beside, Bytes sealed, std::string& plain) {
    if (sealed.size() < kOverhead || sealed[0] != kVersion) return false;
    const auto nonce = sealed.subspan(1, kNonceBytes);
    const auto text = sealed.subspan(1 + kNonceBytes, sealed.size() - kOverhead);
    std::array<std::uint8_t, kTagBytes> tag{};
    std::copy(sealed.end() - kTagBytes, sealed.end(), tag.begin());
    plain.resize(text.size());
    auto* const to = reinterpret_cast<std::uint8_t*>(plain.data());
    const Cipher cipher{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    int length = 0;
    return EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data()) == 1 &&
           EVP_DecryptUpdate(cipher.get(), nullptr, &length, beside.data(), static_cast<int>(beside.size())) == 1 &&
           (text.empty() ||
            EVP_DecryptUpdate(cipher.get(), to, &length, text.data(), static_cast<int>(text.size())) == 1) &&
           EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
           EVP_DecryptFinal_ex(cipher.get(), to + text.size(), &length) == 1;
}

}  // namespace

Vault::~Vault() {
    OPENSSL_cleanse(&keys_, sizeof keys_);
    OPENSSL_cleanse(key_.data(), key_.size());
    fetched_turn_ = 0;
    forgetOld();
}

std::vector<std::uint8_t> Vault::seal(const registers::Id& subject, std::string_view place, std::string_view plain) {
    const auto fate = find(subject);
    BUONO_CHECK(fate != Fate::Destroyed);
    if (fate == Fate::Absent) make(subject);
    return encrypt(key_, placeOf(place, subject), {bytesOf(plain), plain.size()});
}

std::string Vault::open(const registers::Id& subject, std::string_view place, Bytes sealed) const {
    if (sealed.empty() || find(subject) != Fate::Alive) return {};
    std::string plain;
    if (!decrypt(key_, placeOf(place, subject), sealed, plain))
        connection_.damaged("a sealed value of " + std::string{place} + " does not authenticate");
    return plain;
}

registers::Sha256 Vault::index(std::string_view purpose, std::string_view text) const {
    std::string message{purpose};
    message.append(1, '\0').append(text);  // A purpose holds no zero, so no two pairs read alike.
    registers::Sha256 hash{};
    BUONO_CHECK(HMAC(EVP_sha256(), keys_.index.data(), static_cast<int>(keys_.index.size()), bytesOf(message),
                     message.size(), hash.data(), nullptr) != nullptr);
    return hash;
}

void Vault::destroy(const registers::Id& subject) {
    subject_ = {};
    OPENSSL_cleanse(key_.data(), key_.size());
    fetched_.erase(subject);
    // The row stays, empty: its subject is known to be forgotten, which is not the same as damaged.
    connection_.run(
        "INSERT INTO subject_keys (subject, wrapped) VALUES ($1, $2) "
        "ON CONFLICT (subject) DO UPDATE SET wrapped = excluded.wrapped",
        subject, Bytes{});
}

Vault::Fate Vault::find(const registers::Id& subject) const {
    if (turn_ != 0 && turn_ == connection_.turn() && subject_ == subject) return Fate::Alive;
    forgetOld();
    if (const auto fetched = fetched_.find(subject); fetched != fetched_.end()) {
        key_ = fetched->second;
        subject_ = subject;
        turn_ = connection_.turn();
        return Fate::Alive;
    }
    std::optional<std::vector<std::uint8_t>> wrapped;
    connection_.rows(
        "SELECT wrapped FROM subject_keys WHERE subject = $1",
        [&](const Row& row) {
            const auto bytes = row.bytes(0);
            wrapped.emplace(bytes.begin(), bytes.end());
        },
        subject);
    if (!wrapped) return Fate::Absent;
    if (wrapped->empty()) return Fate::Destroyed;
    key_ = unwrapped(subject, *wrapped);
    subject_ = subject;
    turn_ = connection_.turn();
    return Fate::Alive;
}

Vault::Key Vault::unwrapped(const registers::Id& subject, Bytes wrapped) const {
    std::string text;
    Key key{};
    if (!decrypt(keys_.wrapping, placeOf(kKeyPlace, subject), wrapped, text) || text.size() != key.size())
        connection_.damaged("a subject's key does not authenticate; is this the master key of this city?");
    std::copy(text.begin(), text.end(), key.begin());
    OPENSSL_cleanse(text.data(), text.size());
    return key;
}

// Another transaction may not trust what this one fetched: a key may be destroyed between two.
void Vault::forgetOld() const {
    if (fetched_turn_ == connection_.turn() && fetched_turn_ != 0) return;
    for (auto& [subject, key] : fetched_) OPENSSL_cleanse(key.data(), key.size());
    fetched_.clear();
}

void Vault::fetch(std::span<const registers::Id> subjects) const {
    static const BulkIn keys{"SELECT subject, wrapped FROM subject_keys WHERE subject IN "};
    if (connection_.turn() == 0) return;  // No transaction to be good for.
    forgetOld();
    fetched_turn_ = connection_.turn();
    keys.each(connection_, subjects, [&](const Row& row) {
        if (!row.bytes(1).empty()) fetched_[row.id(0)] = unwrapped(row.id(0), row.bytes(1));
    });
}

void Vault::makeAll(std::span<const registers::Id> subjects) {
    static const Bulk bulk{"INSERT INTO subject_keys (subject, wrapped) VALUES ", 2};
    forgetOld();
    fetched_turn_ = connection_.turn();
    std::vector<std::vector<std::uint8_t>> wrapped;
    wrapped.reserve(subjects.size());  // Rows look at these until finish().
    BulkRows rows{connection_, bulk};
    for (const auto& subject : subjects) {
        auto& key = fetched_[subject];
        takeRandom(key);
        wrapped.push_back(encrypt(keys_.wrapping, placeOf(kKeyPlace, subject), key));
        rows.add(subject, wrapped.back());
    }
    rows.finish();
}

void Vault::make(const registers::Id& subject) {
    takeRandom(key_);
    connection_.run("INSERT INTO subject_keys (subject, wrapped) VALUES ($1, $2)", subject,
                    encrypt(keys_.wrapping, placeOf(kKeyPlace, subject), key_));
    subject_ = subject;
    turn_ = connection_.turn();
}

}  // namespace buono::store
