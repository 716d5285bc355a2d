// DirectoryRows: instruments::Directory as rows. One per connection; belongs to its thread.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/instruments/directory.hpp"

namespace buono::store {

class DirectoryRows final : public instruments::Directory {
public:
    explicit DirectoryRows(Connection& connection) : connection_{connection} {}

    std::optional<ledger::AccountNo> find(const instruments::Purpose& purpose) const override;
    std::vector<instruments::Entitled> ofKind(ledger::AccountKind kind) const override;
    void add(ledger::AccountNo account, const instruments::Purpose& purpose) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
