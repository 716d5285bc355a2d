// The rows of purchases on the simulated disk: what adapters/store keeps, column for column, without SQL.
//
// keep() writes only what its port says may change, so that a use case that changes more is found out. One thread.
#pragma once

#include "core/purchases/ports.hpp"
#include "core/register/queue.hpp"
#include "simulation/disk.hpp"
#include "simulation/plants.hpp"
#include "simulation/random.hpp"
#include "simulation/settlement_rows.hpp"

namespace buono::simulation {

/// What the planted faults of rows need.
struct Trouble {
    Plant plant;
    Random& random;
    bool strikes(Plant which) const { return plant == which && random.oneIn(32); }
};

class PurchasesRows final : public purchases::Purchases {
public:
    PurchasesRows(Disk& disk, Trouble trouble) : rows{disk}, trouble_{trouble} {}

    std::optional<purchases::Purchase> find(const Id& id) const override { return rows.copy(id); }
    std::vector<purchases::Purchase> ofPayer(const Id& payer, purchases::Page page) const override;
    std::vector<purchases::Purchase> owedBack(const Id& ente, int limit) const override;
    void add(const purchases::Purchase& one) override { rows.add(one.id, one); }
    void keep(const purchases::Purchase& one) override;
    void markRedeemed(const Id& id, int line) override;

    Table<Id, purchases::Purchase> rows;

private:
    Trouble trouble_;
};

class OperationsRows final : public purchases::Operations {
public:
    explicit OperationsRows(Disk& disk) : rows{disk}, by_subject_{disk} {}

    std::optional<purchases::Operation> find(const Id& id) const override { return rows.copy(id); }
    std::optional<purchases::Operation> ofSubject(const Id& subject) const override;
    std::vector<purchases::Operation> atTill(const Id& ente, int limit) const override;
    void add(const purchases::Operation& one) override;
    void keep(const purchases::Operation& one) override;

    Table<Id, purchases::Operation> rows;

private:
    Table<Id, Id> by_subject_;
};

/// Codes and what they allow. The port is CodesAtHost (memory.hpp): a process remembers codes.
class CodesRows {
public:
    CodesRows(Disk& disk, Trouble trouble)
        : codes{disk}, spending{disk}, by_subject_{disk}, by_allowance_{disk}, trouble_{trouble} {}

    void add(const purchases::CodeRow& code);
    void remove(purchases::CodeKind kind, const Id& subject);
    std::vector<purchases::SpendingCode> ofAllowances(std::span<const ledger::AccountNo> allowances) const;
    std::vector<purchases::SpendingCode> ofHolder(const Id& holder, purchases::Page page) const;
    void addSpending(const purchases::SpendingCode& code);
    void keepSpending(const purchases::SpendingCode& code);

    Table<registers::Sha256, purchases::CodeRow> codes;
    Table<Id, purchases::SpendingCode> spending;

private:
    Table<std::pair<purchases::CodeKind, Id>, registers::Sha256> by_subject_;
    Table<ledger::AccountNo, Id> by_allowance_;  ///< Those that were replaced too.
    Trouble trouble_;
};

class RedemptionsRows final : public purchases::Redemptions {
public:
    RedemptionsRows(Disk& disk, DuesRows& dues, const CodesRows& codes, Trouble trouble)
        : rows{disk}, asking_{disk}, dues_{dues}, codes_{codes}, trouble_{trouble} {}

    std::optional<purchases::Redemption> find(const Id& id) const override { return rows.copy(id); }
    std::vector<purchases::Redemption> ofEnte(const Id& ente, purchases::Page page) const override;
    void add(const purchases::Redemption& one) override;
    void keep(const purchases::Redemption& one) override;
    std::vector<Paid> paid(std::span<const Id> redemptions) const override;
    bool isAsking(const Id& purchase) const override;

    Table<Id, purchases::Redemption> rows;

private:
    void owe(const purchases::Redemption& one);

    Table<Id, Id> asking_;  ///< By purchase: at most one redemption of it is being asked.
    DuesRows& dues_;
    const CodesRows& codes_;
    Trouble trouble_;
};

/// What waits for the courier, and how the courier finds it.
class OutboxRows final : public registers::Outbox, public registers::Queue {
public:
    OutboxRows(Disk& disk, Plant plant)
        : waiting{disk}, by_subject_{disk}, by_number_{disk}, numbers_{disk}, plant_{plant} {}

    void add(std::string_view kind, Id subject, Instant due) override;
    void end(std::string_view kind, Id subject) override;
    std::vector<std::int64_t> endAll(std::span<const std::int64_t> numbers) override;
    void postpone(std::string_view kind, Id subject, Instant due) override;
    std::vector<registers::Errand> due(Instant now, std::size_t limit) const override;
    std::optional<Instant> nextAfter(Instant now) const override;

    bool waits(std::string_view kind, const Id& subject) const;
    /// Only this: as if a commit had left it out.
    void lose() { waiting.lose(), by_subject_.lose(), by_number_.lose(), numbers_.lose(); }

    using Place = std::pair<std::int64_t, std::int64_t>;  ///< Due and number.
    Table<Place, registers::Errand> waiting;

private:
    std::vector<Place> placesOf(std::string_view kind, const Id& subject) const;
    void put(const registers::Errand& errand);
    void remove(const Place& place);

    Table<std::pair<Id, std::int64_t>, Place> by_subject_;
    Table<std::int64_t, Place> by_number_;
    Table<int, std::int64_t> numbers_;  ///< The one row is the last number given.
    Plant plant_;
};

}  // namespace buono::simulation
