// What one process remembers of the rows, and may so know later than they do: codes, and the index of the catalogue.
//
// As adapters/store does it: a code once seen is not looked up again, though another process may have replaced it
// since; an index is built anew when the catalogue's version has changed. Both die with the process. One thread.
#pragma once

#include <unordered_map>

#include "core/catalogue/index.hpp"
#include "simulation/store.hpp"

namespace buono::simulation {

class CodesAtHost final : public purchases::Codes {
public:
    explicit CodesAtHost(CodesRows& rows) : rows_{rows} {}

    std::optional<purchases::CodeRow> find(const registers::Sha256& hash) const override;
    bool isCurrent(const purchases::CodeRow& code) const override;
    void add(const purchases::CodeRow& code) override { rows_.add(code); }
    void remove(purchases::CodeKind kind, const Id& subject) override { rows_.remove(kind, subject); }
    std::shared_ptr<const purchases::SpendingCode> permit(const purchases::CodeRow& code) const override;
    std::optional<purchases::SpendingCode> spendingCode(const Id& id) const override { return rows_.spending.copy(id); }
    std::vector<purchases::SpendingCode> ofAllowances(std::span<const ledger::AccountNo> allowances) const override {
        return rows_.ofAllowances(allowances);
    }
    std::vector<purchases::SpendingCode> ofHolder(const Id& holder, purchases::Page page) const override {
        return rows_.ofHolder(holder, page);
    }
    void addSpending(const purchases::SpendingCode& code) override { rows_.addSpending(code); }
    void keepSpending(const purchases::SpendingCode& code) override { rows_.keepSpending(code); }

private:
    struct Known {
        purchases::CodeRow row;
        std::shared_ptr<const purchases::SpendingCode> permit;
    };
    const Known* known(const registers::Sha256& hash) const;

    CodesRows& rows_;
    mutable std::map<registers::Sha256, Known> known_;
};

class ShowcaseAtHost final : public catalogue::Showcase {
public:
    explicit ShowcaseAtHost(const CatalogueRows& rows) : rows_{rows} {}

    std::shared_ptr<const catalogue::Index> index() const override;

private:
    const CatalogueRows& rows_;
    mutable std::shared_ptr<const catalogue::Index> index_;
};

}  // namespace buono::simulation
