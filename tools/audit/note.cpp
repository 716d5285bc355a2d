#include "note.hpp"

#include <openssl/evp.h>

#include <charconv>
#include <cstring>

namespace audit {
namespace {

constexpr std::string_view kFirstLine = "buono ledger head v1\n";
constexpr std::string_view kDash = "\u2014 ";
constexpr std::size_t kIdBytes = 4, kKeyBytes = 32, kSignatureBytes = 64;

std::optional<std::string> fromBase64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string out(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    const auto pads = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
    out.resize(static_cast<std::size_t>(size) - pads);
    return out;
}

struct Verifier {
    std::string name;
    std::string id;
    std::string key;
};

std::optional<Verifier> readVerifier(const std::string& text) {
    const auto first = text.find('+'), second = text.find('+', first + 1);
    if (first == text.npos || second == text.npos) return std::nullopt;
    const auto id = fromHex(text.substr(first + 1, second - first - 1));
    const auto typed = fromBase64(text.substr(second + 1));
    if (!id || id->size() != kIdBytes || !typed || typed->size() != 1 + kKeyBytes || typed->front() != 1)
        return std::nullopt;
    Verifier verifier{text.substr(0, first), *id, typed->substr(1)};
    const auto named = verifier.name + "\n" + *typed;
    unsigned char digest[32];
    if (EVP_Digest(named.data(), named.size(), digest, nullptr, EVP_sha256(), nullptr) != 1) return std::nullopt;
    if (std::memcmp(digest, id->data(), kIdBytes) != 0) return std::nullopt;
    return verifier;
}

bool verifies(const std::string& key, std::string_view text, std::string_view signature) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> known{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes, key.size()), EVP_PKEY_free};
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    return known && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, known.get()) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                            reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

bool isSigned(std::string_view text, std::string_view signatures, const Verifier& by) {
    for (auto rest = signatures; !rest.empty();) {
        const auto end = rest.find('\n');
        if (end == rest.npos) return false;
        auto line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        const auto start = std::string{kDash} + by.name + " ";
        if (!line.starts_with(start)) continue;
        const auto bytes = fromBase64(line.substr(start.size()));
        if (!bytes || bytes->size() != kIdBytes + kSignatureBytes || bytes->substr(0, kIdBytes) != by.id) continue;
        if (verifies(by.key, text, std::string_view{*bytes}.substr(kIdBytes))) return true;
    }
    return false;
}

std::optional<Head> readText(std::string_view text) {
    if (!text.starts_with(kFirstLine)) return std::nullopt;
    text.remove_prefix(kFirstLine.size());
    const auto seq_end = text.find('\n'), hash_end = text.find('\n', seq_end + 1);
    if (seq_end == text.npos || hash_end == text.npos) return std::nullopt;
    Head head;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + seq_end, head.seq);
    const auto hash = fromHex(text.substr(seq_end + 1, hash_end - seq_end - 1));
    if (failed != std::errc{} || end != text.data() + seq_end || head.seq < 1 || !hash ||
        hash->size() != head.hash.size())
        return std::nullopt;
    std::memcpy(head.hash.data(), hash->data(), head.hash.size());
    return head;
}

}  // namespace

std::optional<Head> readNote(const std::string& note, const std::string& verifier, std::string& wrong) {
    const auto by = readVerifier(verifier);
    if (!by) return wrong = "--key is no NAME+ID+KEY of an Ed25519 key", std::nullopt;
    const auto gap = note.rfind("\n\n");
    if (gap == note.npos) return wrong = "the note is not a signed one", std::nullopt;
    const auto text = std::string_view{note}.substr(0, gap + 1);
    if (!isSigned(text, std::string_view{note}.substr(gap + 2), *by))
        return wrong = "the note is not signed by " + by->name + " with this key", std::nullopt;
    const auto head = readText(text);
    if (!head) wrong = "the note names no head of a ledger";
    return head;
}

}  // namespace audit
