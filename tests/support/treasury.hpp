// Treasury: the rows of settlement in memory, two funding sources, two enti and an employer, over a real Book.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "core/programmes/ports.hpp"
#include "core/settlement/settle.hpp"
#include "support/office.hpp"

namespace buono::test {

class MemorySources final : public programmes::FundingSources {
public:
    std::optional<programmes::Source> source(const Id& id) const override {
        for (const auto& one : sources)
            if (one.id == id) return one;
        return std::nullopt;
    }
    std::vector<programmes::Source> all() const override { return sources; }

    std::vector<programmes::Source> sources;
};

class MemorySettlements final : public settlement::Settlements, public settlement::Dues {
public:
    /// What a redemption left, as purchases keeps it, and the payout it is in.
    struct Due {
        Id redemption;
        Id ente;
        instruments::Debtor debtor;
        ledger::AccountNo payable = 0;
        Money amount;
        Id payout;
    };
    std::vector<Due> all_dues;
    std::map<Id, settlement::Settlement> settlements;
    std::map<Id, settlement::Payout> all_payouts;
    std::vector<std::pair<Id, settlement::Difference>> all_differences;

    std::vector<settlement::Unpaid> unpaid(const instruments::Debtor& debtor) const override {
        std::map<ledger::AccountNo, settlement::Unpaid> found;
        for (const auto& due : all_dues) {
            if (due.debtor.kind != debtor.kind || (!debtor.id.isNil() && debtor.id != due.debtor.id)) continue;
            const bool proposed = !due.payout.isNil() && stateOf(due.payout) == settlement::State::Proposed;
            if (!due.payout.isNil() && !proposed) continue;
            auto& one = found.try_emplace(due.payable, settlement::Unpaid{due.ente, due.debtor, due.payable, 0, {}, {}})
                            .first->second;
            auto& sum = proposed ? one.proposed : one.free;
            sum = plus(sum, due.amount);
            one.dues += proposed ? 0 : 1;
        }
        std::vector<settlement::Unpaid> answer;
        for (const auto& [account, one] : found) answer.push_back(one);
        return answer;
    }
    Money take(const settlement::Payout& payout) override {
        Money taken;
        for (auto& due : all_dues) {
            if (due.payable != payout.payable || !due.payout.isNil()) continue;
            due.payout = payout.id;
            taken = plus(taken, due.amount);
        }
        return taken;
    }
    void release(const Id& settlement) override {
        for (auto& due : all_dues)
            if (!due.payout.isNil() && all_payouts.at(due.payout).settlement == settlement) due.payout = {};
    }
    std::vector<settlement::StatementLine> lines(const Id& payout, const settlement::StatementLine&,
                                                 int) const override {
        std::vector<settlement::StatementLine> found;
        for (const auto& due : all_dues)
            if (due.payout == payout) found.push_back({due.redemption, 0, {}, due.amount});
        return found;
    }

    std::optional<settlement::Settlement> settlement(const Id& id) const override {
        const auto at = settlements.find(id);
        return at == settlements.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<settlement::Settlement> of(const instruments::Debtor& debtor, const Id&, int) const override {
        std::vector<settlement::Settlement> found;
        for (const auto& [id, one] : settlements)
            if (one.debtor == debtor) found.insert(found.begin(), one);
        return found;
    }
    std::int64_t lastNumber(const instruments::Debtor& debtor) const override {
        const auto found = of(debtor, {}, 1);
        return found.empty() ? 0 : found.front().number;
    }
    std::vector<settlement::Payout> payouts(const Id& id) const override {
        std::vector<settlement::Payout> found;
        for (const auto& [payout, one] : all_payouts)
            if (one.settlement == id) found.push_back(one);
        return found;
    }
    std::vector<settlement::Difference> differences(const Id& id) const override {
        std::vector<settlement::Difference> found;
        for (const auto& [of, one] : all_differences)
            if (of == id) found.push_back(one);
        return found;
    }
    std::optional<settlement::Payout> payout(const Id& id) const override {
        const auto at = all_payouts.find(id);
        return at == all_payouts.end() ? std::nullopt : std::optional{at->second};
    }
    std::vector<settlement::Payout> paidTo(const Id& ente, const Id&, int) const override {
        std::vector<settlement::Payout> found;
        for (const auto& [id, one] : all_payouts)
            if (one.ente == ente && stateOf(id) == settlement::State::Approved) found.push_back(one);
        return found;
    }
    void add(const settlement::Settlement& one) override { settlements[one.id] = one; }
    void add(const settlement::Payout& one) override { all_payouts[one.id] = one; }
    void add(const Id& id, const settlement::Difference& one) override { all_differences.emplace_back(id, one); }
    void keep(const settlement::Settlement& one) override { settlements.at(one.id) = one; }

private:
    settlement::State stateOf(const Id& payout) const {
        return settlements.at(all_payouts.at(payout).settlement).state;
    }
};

class Treasury : public Office {
public:
    Treasury() {
        addSource(1, "B41J24000010001");
        addSource(2, "B41J24000020003");
        addEnte(0x21, "IT60X0542811101000000123456");
        addEnte(0x22, "DE89370400440532013000");
        entry_ = ledger.source();
    }

    static constexpr instruments::Debtor kCity{instruments::DebtorKind::City, {}};
    instruments::Debtor source(std::uint8_t n) const { return {instruments::DebtorKind::City, idOf(n)}; }
    instruments::Debtor boss() const { return {instruments::DebtorKind::Employer, employer.id}; }
    static Id ente(std::uint8_t n) { return idOf(static_cast<std::uint8_t>(0x20 + n)); }

    /// A redemption of one due: in the ledger, and in the rows.
    void redeem(const Id& ente, const instruments::Debtor& debtor, std::int64_t cents) {
        auto drawer = payables.drawer();
        const auto payable = drawer.payable(ente, debtor);
        auto group = drawer.openings();
        group.push_back(Scenario::post(entry_, payable, cents));
        BUONO_CHECK(ledger.book.post(group).has_value());
        drawer.keep();
        rows.all_dues.push_back({ids.next(), ente, debtor, payable, *Money::ofCents(cents), {}});
    }
    ledger::AccountNo payable(const Id& ente, const instruments::Debtor& debtor) const {
        return *directory.find({ledger::AccountKind::Payable, ente, debtor, {}});
    }
    std::int64_t paid(const instruments::Debtor& debtor) const {
        const auto account = directory.find({ledger::AccountKind::Paid, {}, debtor, {}});
        return account ? ledger.available(*account) : 0;
    }
    Result<settlement::Settlement> proposes(const instruments::Debtor& debtor, const Id& by = idOf(1)) {
        const auto proposed = propose({debtor, *registers::parseDate("2026-03-05"), by}, now());
        if (!proposed) return proposed.error();
        return proposed->settlement;
    }
    Result<settlement::Settlement> approves(const settlement::Settlement& one, const Id& by = idOf(2)) {
        return approve(one.debtor, one.id, by, now());
    }

    MemorySettlements rows;
    MemorySources funding;
    settlement::Parties parties{{"Comune di Milano", "IT60X0542811101000000123456"}, shop, funding, payroll};
    settlement::Rows kept{rows, rows, ids, calendar};
    settlement::Propose propose{ledger.book, directory, parties, kept};
    settlement::Approve approve{ledger.book, payables, parties, kept};
    settlement::Cancel cancel{kept};

private:
    void addSource(std::uint8_t n, const char* cup) {
        programmes::Source source;
        source.id = idOf(n);
        source.fund = {"S" + std::to_string(n), "Source " + std::to_string(n), cup, Money::fixed(1'000'00)};
        funding.sources.push_back(source);
    }
    void addEnte(std::uint8_t n, const char* iban) {
        catalogue::Ente one;
        one.id = idOf(n);
        one.slug = "ente-" + std::to_string(n);
        one.name = "Ente " + std::to_string(n);
        one.iban = iban;
        one.holder = "Holder " + std::to_string(n);
        shop.keep(one);
    }

    ledger::AccountNo entry_ = 0;
};

}  // namespace buono::test
