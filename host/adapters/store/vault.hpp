// Vault: the columns about people as ciphertext: AES-256-GCM under a key per subject, wrapped by the city's key.
//
// A sealed value opens only at its own place ("table.column") for its own subject: both are authenticated. Destroying
// a subject's key makes everything sealed for it unreadable for ever, here and in every copy that is made later.
// It decides nothing about who may read. One per connection; belongs to its thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/store/connection.hpp"

namespace buono::store {

/// The city's keys, as main.cpp derives them from the master key.
struct VaultKeys {
    std::array<std::uint8_t, 32> wrapping{};
    std::array<std::uint8_t, 32> index{};
};

class Vault {
public:
    Vault(Connection& connection, const VaultKeys& keys) : connection_{connection}, keys_{keys} {}
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    /// Within a change. Makes the subject's key on first use; sealing for a subject whose key was destroyed is a bug.
    std::vector<std::uint8_t> seal(const registers::Id& subject, std::string_view place, std::string_view plain);
    /// "" when the key was destroyed, or `sealed` is empty. What does not authenticate is damage.
    std::string open(const registers::Id& subject, std::string_view place, Bytes sealed) const;
    /// Look-up hash of a text that must not be stored: HMAC-SHA-256, a purpose ("persons.tax_code") apart from others.
    registers::Sha256 index(std::string_view purpose, std::string_view text) const;
    /// For reading or sealing for many: fetches their keys with few statements, good for this transaction. Without it
    /// nothing is wrong, only slower.
    void fetch(std::span<const registers::Id> subjects) const;
    /// Within a change: makes the keys of subjects that never had one, with few statements.
    void makeAll(std::span<const registers::Id> subjects);
    /// Within a change. For ever.
    void destroy(const registers::Id& subject);

private:
    using Key = std::array<std::uint8_t, 32>;
    enum class Fate : std::uint8_t { Absent, Alive, Destroyed };

    Fate find(const registers::Id& subject) const;
    void make(const registers::Id& subject);
    Key unwrapped(const registers::Id& subject, Bytes wrapped) const;
    void forgetOld() const;

    Connection& connection_;
    VaultKeys keys_;
    // The last subject's key, good for one transaction: another host may destroy a key between two.
    mutable Key key_{};
    mutable registers::Id subject_;
    mutable std::uint64_t turn_ = 0;
    // The keys of fetch() and makeAll(), for as long.
    mutable std::unordered_map<registers::Id, Key, registers::IdHash> fetched_;
    mutable std::uint64_t fetched_turn_ = 0;
};

}  // namespace buono::store
