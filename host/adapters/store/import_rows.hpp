// ImportRows: files that wait to be confirmed, their documents as ciphertext under a key of their own.
#pragma once

#include "adapters/store/vault.hpp"
#include "core/register/imports.hpp"

namespace buono::store {

class ImportRows final : public registers::Imports {
public:
    /// Both on the same connection.
    ImportRows(Connection& connection, Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<registers::Import> find(const registers::Id& id) const override;
    std::string document(const registers::Id& id) const override;
    std::vector<registers::RefusedRow> refusedRows(const registers::Id& id, int after_line, int limit) const override;
    void add(const registers::Import& import, std::string_view document,
             std::span<const registers::RefusedRow> refused) override;
    void keep(const registers::Import& import) override;
    void replaceRefusedRows(const registers::Id& id, std::span<const registers::RefusedRow> refused) override;

private:
    void addRefused(const registers::Id& id, std::span<const registers::RefusedRow> refused);

    Connection& connection_;
    Vault& vault_;
};

}  // namespace buono::store
