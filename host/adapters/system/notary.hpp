// Ed25519Notary: signed notes in the form of the transparency logs (C2SP signed-note), under a key of the city's own.
//
// The key is derived from the master key: the same for ever, in no database and in no file of its own. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/system/keys.hpp"
#include "core/ledger/notary.hpp"

struct evp_pkey_st;

namespace buono::system {

class Ed25519Notary final : public ledger::Notary {
public:
    /// @param city  settings city.name; small letters, digits and hyphens of it become the key's name.
    Ed25519Notary(const Keys& keys, std::string_view city);
    ~Ed25519Notary() override;

    std::string note(const ledger::Head& head) const override;
    const std::string& verifier() const override { return verifier_; }
    /// Any text that ends with its line, as a signed note: the same bytes every time.
    std::string signedNote(std::string_view text) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };

    std::unique_ptr<evp_pkey_st, Free> key_;
    std::string name_;
    std::string id_;  ///< Four bytes that tell keys of one name apart.
    std::string verifier_;
};

}  // namespace buono::system
