// AccountsRows: accounts and sessions as rows. Belongs to the thread of its connection.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/people/accounts.hpp"

namespace buono::store {

class AccountsRows final : public people::AccountRows {
public:
    explicit AccountsRows(Connection& connection) : connection_{connection} {}

    std::optional<people::Account> byLogin(std::string_view login) const override;
    std::optional<people::Account> byPerson(registers::Id person) const override;
    std::optional<people::Session> session(const registers::Sha256& token_hash) const override;
    void add(const people::Account& account) override;
    void add(const people::Session& session) override;
    void touch(registers::Id session, registers::Instant now) override;
    void end(registers::Id session) override;
    void endExpired(registers::Instant before) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
