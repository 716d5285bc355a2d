// Market: everything purchases needs, with state and in memory: a family with a voucher and a credit, an ente with a
// swimming course, a payment method and a booking system that answer what the test says, a courier that runs what is
// due. Money moves in a real Book.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/purchases/buy.hpp"
#include "core/purchases/cancel.hpp"
#include "core/purchases/errands.hpp"
#include "core/purchases/neighbours.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/settle.hpp"
#include "core/purchases/spending.hpp"
#include "core/purchases/states.hpp"
#include "core/purchases/till.hpp"
#include "support/basket.hpp"
#include "support/office.hpp"

namespace buono::test {

using purchases::Answer;
using purchases::Call;
using purchases::Operation;
using purchases::Outcome;
using purchases::Purchase;
using purchases::Redemption;
using purchases::SpendingCode;
using purchases::State;
using registers::Instant;

class MemoryPurchases final : public purchases::Purchases {
public:
    std::map<Id, Purchase> all;

    std::optional<Purchase> find(const Id& id) const override {
        return all.contains(id) ? std::optional{all.at(id)} : std::nullopt;
    }
    std::vector<Purchase> ofPayer(const Id& payer, purchases::Page page) const override {
        std::vector<Purchase> found;
        for (auto at = all.rbegin(); at != all.rend() && static_cast<int>(found.size()) < page.limit; ++at)
            if (at->second.payer == payer && (page.before.isNil() || at->first < page.before))
                found.push_back(at->second);
        return found;
    }
    std::vector<Purchase> owedBack(const Id& ente, int) const override {
        std::vector<Purchase> found;
        for (const auto& [id, one] : all)
            if (one.ente == ente && one.direct_owed_back) found.push_back(one);
        return found;
    }
    void add(const Purchase& one) override { BUONO_CHECK(all.emplace(one.id, one).second); }
    void keep(const Purchase& one) override {
        auto& kept = all.at(one.id);
        kept.state = one.state, kept.code_issue = one.code_issue, kept.seq = one.seq;
        kept.direct_received = one.direct_received, kept.direct_owed_back = one.direct_owed_back;
    }
    void markRedeemed(const Id& id, int line) override {
        all.at(id).lines.at(static_cast<std::size_t>(line)).redeemed = true;
    }
};

class MemoryOperations final : public purchases::Operations {
public:
    std::map<Id, Operation> all;

    std::optional<Operation> find(const Id& id) const override {
        return all.contains(id) ? std::optional{all.at(id)} : std::nullopt;
    }
    std::optional<Operation> ofSubject(const Id& subject) const override {
        for (const auto& [id, one] : all)
            if (one.subject == subject) return one;
        return std::nullopt;
    }
    std::vector<Operation> atTill(const Id& ente, int) const override {
        std::vector<Operation> found;
        for (const auto& [id, one] : all)
            if (one.ente == ente && !one.ended && one.purpose == purchases::Purpose::Pay) found.push_back(one);
        return found;
    }
    void add(const Operation& one) override { BUONO_CHECK(all.emplace(one.id, one).second); }
    void keep(const Operation& one) override { all.at(one.id) = one; }
};

class MemoryCodes final : public purchases::Codes {
public:
    std::map<registers::Sha256, purchases::CodeRow> rows;
    std::map<Id, SpendingCode> spending;
    std::map<ledger::AccountNo, Id> of_allowance;

    std::optional<purchases::CodeRow> find(const registers::Sha256& hash) const override {
        return rows.contains(hash) ? std::optional{rows.at(hash)} : std::nullopt;
    }
    bool isCurrent(const purchases::CodeRow& code) const override { return rows.contains(code.hash); }
    std::shared_ptr<const SpendingCode> permit(const purchases::CodeRow& code) const override {
        return std::make_shared<SpendingCode>(spending.at(code.subject));
    }
    void add(const purchases::CodeRow& code) override { BUONO_CHECK(rows.emplace(code.hash, code).second); }
    void remove(purchases::CodeKind kind, const Id& subject) override {
        std::erase_if(rows, [&](const auto& row) { return row.second.kind == kind && row.second.subject == subject; });
    }
    std::optional<SpendingCode> spendingCode(const Id& id) const override {
        return spending.contains(id) ? std::optional{spending.at(id)} : std::nullopt;
    }
    std::vector<SpendingCode> ofAllowances(std::span<const ledger::AccountNo> allowances) const override {
        std::vector<SpendingCode> found;
        std::set<Id> ids;
        for (const auto allowance : allowances)
            if (of_allowance.contains(allowance)) ids.insert(of_allowance.at(allowance));
        for (const auto& id : ids) found.push_back(spending.at(id));
        return found;
    }
    std::vector<SpendingCode> ofHolder(const Id&, purchases::Page) const override { return {}; }
    void addSpending(const SpendingCode& code) override {
        BUONO_CHECK(spending.emplace(code.id, code).second);
        of_allowance[code.allowance] = code.id;
    }
    void keepSpending(const SpendingCode& code) override {
        auto& kept = spending.at(code.id);
        kept.issue = code.issue, kept.allowance = code.allowance;
        of_allowance[code.allowance] = code.id;
    }
};

class MemoryRedemptions final : public purchases::Redemptions {
public:
    explicit MemoryRedemptions(const std::map<Id, SpendingCode>& of) : codes{of} {}

    std::map<Id, Redemption> all;
    const std::map<Id, SpendingCode>& codes;

    std::optional<Redemption> find(const Id& id) const override {
        return all.contains(id) ? std::optional{all.at(id)} : std::nullopt;
    }
    std::vector<Redemption> ofEnte(const Id& ente, purchases::Page) const override {
        std::vector<Redemption> found;
        for (const auto& [id, one] : all)
            if (one.ente == ente) found.push_back(one);
        return found;
    }
    void add(const Redemption& one) override { BUONO_CHECK(all.emplace(one.id, one).second); }
    void keep(const Redemption& one) override {
        auto& kept = all.at(one.id);
        kept.state = one.state, kept.provider_ref = one.provider_ref, kept.seq = one.seq;
    }
    std::vector<Paid> paid(std::span<const Id> redemptions) const override {
        std::vector<Paid> found;
        for (const auto& id : redemptions) {
            const auto& one = all.at(id);
            if (one.items > 1) found.push_back({id, {}, {}, one.seq});
            if (!one.spending_code.isNil())
                found.push_back({id, one.spending_code, codes.at(one.spending_code).holder, one.seq});
        }
        return found;
    }
    bool isAsking(const Id& purchase) const override {
        for (const auto& [id, one] : all)
            if (one.purchase == purchase && one.state == purchases::RedemptionState::Asking) return true;
        return false;
    }
};

/// Rows that wait, as the courier finds them.
class MemoryOutbox final : public registers::Outbox {
public:
    std::vector<registers::Errand> waiting;

    void add(std::string_view kind, Id subject, Instant due) override {
        waiting.push_back({++last_, std::string{kind}, subject, due, 0});
    }
    void end(std::string_view kind, Id subject) override {
        std::erase_if(waiting, [&](const auto& one) { return one.kind == kind && one.subject == subject; });
    }
    std::vector<std::int64_t> endAll(std::span<const std::int64_t> numbers) override {
        std::vector<std::int64_t> ended;
        for (const auto number : numbers)
            if (std::erase_if(waiting, [&](const auto& one) { return one.number == number; }) > 0)
                ended.push_back(number);
        return ended;
    }
    void postpone(std::string_view kind, Id subject, Instant due) override {
        for (auto& one : waiting)
            if (one.kind == kind && one.subject == subject) one.due = due;
    }

private:
    std::int64_t last_ = 0;
};

/// Once per actor and key, with the first answer for every repeat.
class MemoryRegister final : public registers::Register {
public:
    std::map<std::string, registers::Reply> replies;

    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        BUONO_CHECK(ticket.key.size() >= 16 && ticket.key.size() <= 64);
        const auto name = ticket.actor + " " + ticket.key;
        if (replies.contains(name)) return replies.at(name);
        auto reply = work();
        if (reply) replies[name] = *reply;
        return reply;
    }
    void note(const registers::Ticket&, std::string_view) override {}
};

/// Not cryptography: different texts get different marks, and that is all a test needs.
class MixSeal final : public purchases::Seal, public registers::Digest {
public:
    registers::Sha256 mark(std::string_view purpose, std::string_view text) const override {
        return sha256(std::string{purpose} + "|" + std::string{text});
    }
    registers::Sha256 sha256(std::string_view text) const override {
        registers::Sha256 mixed{};
        std::uint64_t state = 14695981039346656037ULL;
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            for (const char c : text) state = (state ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL + i;
            state ^= state >> 29;
            mixed[i] = static_cast<std::uint8_t>(state >> 32);
        }
        return mixed;
    }
};

class MemoryOffers final : public instruments::Offers {
public:
    std::vector<instruments::Instrument> issued;

    std::vector<instruments::Instrument> of(const Id& holder) const override {
        auto own = issued;
        std::erase_if(own, [&](const auto& one) { return one.holder != holder; });
        return own;
    }
    std::optional<instruments::Instrument> instrument(const Id& id) const override {
        for (const auto& one : issued)
            if (one.id == id) return one;
        return std::nullopt;
    }
};

/// What the family was told, in order.
class MemoryAnnouncements final : public purchases::Announcements {
public:
    std::vector<std::string> told;

    void purchase(const Purchase& one) override { told.emplace_back(word(one.state)); }
    void redemption(const Id&, const Redemption& one) override { told.push_back("redeemed " + one.total.text()); }
};

/// Somebody outside: answers what was queued for a call, else Unknown; remembers what was called.
class Outsider final : public purchases::Methods, public purchases::Providers {
public:
    std::map<std::string, std::deque<Answer>> answers;
    std::vector<std::string> calls;

    void will(const std::string& call, Outcome outcome, std::string ref = {}, std::int64_t check_after_ms = 0) {
        answers[call].push_back(
            {outcome, std::move(ref), outcome == Outcome::Pending ? "pay_at_till" : "", check_after_ms});
    }
    Answer authorize(const purchases::Order& order) override { return answer("authorize", order); }
    Answer query(const purchases::Order& order) override { return answer("query", order); }
    Answer cancel(const purchases::Order& order) override { return answer("cancel", order); }
    void tell(const purchases::Order& order, std::string_view receipt) override {
        answer("tell", order);
        calls.back() += " " + std::string{receipt};
    }
    Answer redeem(const purchases::Order& order) override { return answer("redeem", order); }
    Answer status(const purchases::Order& order) override { return answer("status", order); }
    /// Happens while the outsider is being asked: before its answer arrives.
    std::function<void()> meanwhile;

private:
    Answer answer(const std::string& call, const purchases::Order&) {
        calls.push_back(call);
        if (meanwhile) std::exchange(meanwhile, {})();
        auto& queue = answers[call];
        if (queue.empty()) return {};
        auto next = queue.front();
        queue.pop_front();
        return next;
    }
};

class MarketClock final : public registers::Clock {
public:
    Instant at = UtcCalendar::start(kToday);
    bool sure = true;
    Instant now() override { return at; }
    bool isSure() const override { return sure; }
};

class Market {
public:
    static constexpr std::int64_t kHourUs = 3'600'000'000;

    Market() {
        ledger.clock = &clock;
        auto document = smallCatalogue();
        auto registration = document.offers[0];
        registration.service.slug = "iscrizione";
        registration.service.price = Money::fixed(30'00);
        document.offers.push_back(registration);
        BUONO_CHECK(catalogue::Load(shop, shop, shop, shop, ids)(document).has_value());
        ente = shop.enti()[0].id;
        course = shop.services()[0].id;
        registration_id = shop.services()[1].id;
        persons.addChild(kParent, kChild);
        voucher_account = ledger.wallet(200'00);
        credit_account = ledger.wallet(30'00);
        vouchers.issued = {voucher(1, 0)};
        vouchers.issued[0].account = voucher_account;
        credits.issued = {credit(2, 0)};
        credits.issued[0].account = credit_account;
    }

    // The family.
    Result<purchases::Quote> quote(const std::vector<purchases::QuoteLine>& lines) {
        return quoter.quote(kParent, lines, clock.now());
    }
    Result<purchases::Quote> quoteStory() { return quote({{course, kChild, {}}, {registration_id, kChild, {}}}); }
    Purchase bought(const std::vector<purchases::QuoteLine>& lines) {
        const auto offer = quote(lines);
        BUONO_CHECK(offer.has_value());
        auto done = buy(kParent, offer->token, "cash_desk", ids.next(), clock.now());
        BUONO_CHECK(done.has_value());
        return done->purchase;
    }
    Purchase boughtStory() { return bought({{course, kChild, {}}, {registration_id, kChild, {}}}); }
    /// 210 EUR by the voucher's 200 and a second voucher: nothing direct.
    Purchase boughtWholly() {
        const auto account = ledger.wallet(10'00);
        vouchers.issued.push_back(voucher(3, 0));
        vouchers.issued.back().account = account;
        return boughtStory();
    }
    std::string codeOf(const Purchase& purchase) const {
        return codes.code(purchases::CodeKind::Purchase, purchase.id, purchase.code_issue);
    }
    std::string codeOf(const SpendingCode& code) const {
        return codes.code(purchases::CodeKind::Spending, code.id, code.issue);
    }
    Purchase stored(const Purchase& purchase) const { return purchases.all.at(purchase.id); }
    Operation payment(const Purchase& purchase) const { return *operations.ofSubject(purchase.id); }

    // The courier: everything that is due, until nothing is.
    void deliver() {
        for (int rounds = 0; rounds < 20; ++rounds) {
            const auto due = std::find_if(outbox.waiting.begin(), outbox.waiting.end(),
                                          [&](const auto& one) { return one.due <= clock.at; });
            if (due == outbox.waiting.end()) return;
            deliverOne(*due);
        }
        BUONO_CHECK(!"the courier never finds rest");
    }
    void deliverOne(registers::Errand errand) {
        const auto done = errand.kind == purchases::kAskMethod     ? errands.askMethod(errand)
                          : errand.kind == purchases::kAskProvider ? errands.askProvider(errand)
                                                                   : errands.lapse(errand);
        BUONO_CHECK(done.has_value());
    }
    void pass(std::int64_t us) { clock.at.us += us; }
    Result<Redemption> redeemed(const std::string& code, std::vector<int> lines = {}) {
        return redeem({ente, codes.hash(code), {}, std::move(lines)}, clock.now());
    }
    Result<Redemption> spent(const std::string& code, std::int64_t cents) {
        return redeem({ente, codes.hash(code), *Money::ofCents(cents), {}}, clock.now());
    }

    std::int64_t left(ledger::AccountNo account) const { return ledger.available(account); }
    /// What one debtor owes the ente.
    std::int64_t owed(instruments::DebtorKind kind) const {
        std::int64_t cents = 0;
        for (const auto& one : directory.ofKind(ledger::AccountKind::Payable))
            if (one.purpose.debtor.kind == kind) cents += ledger.book.account(one.account)->credits_posted_cents;
        return cents;
    }
    std::int64_t received() const {
        std::int64_t cents = 0;
        for (const auto& one : directory.ofKind(ledger::AccountKind::Received)) {
            const auto account = ledger.book.account(one.account);
            cents += account->credits_posted_cents - account->debits_posted_cents;
        }
        return cents;
    }
    std::int64_t held() const {
        std::int64_t cents = 0;
        for (const auto& [no, hold] : ledger.book.holds()) cents += hold.cents;
        return cents;
    }

    Shop shop;
    MadeIds ids;
    MarketClock clock;
    UtcCalendar calendar;
    Scenario ledger;
    MemoryDirectory directory;
    MemoryPersons persons;
    MemoryOffers vouchers, credits;
    MemoryPurchases purchases;
    MemoryOperations operations;
    MemoryCodes code_rows;
    MemoryRedemptions redemptions{code_rows.spending};
    MemoryOutbox outbox;
    MemoryAnnouncements announcements;
    MemoryRegister registry;
    MixSeal seal;
    Outsider outsider;

    Id ente, course, registration_id;
    ledger::AccountNo voucher_account = 0, credit_account = 0;

    instruments::Payables payables{ledger.book, directory};
    instruments::Wallet wallet{{&vouchers, &credits}, ledger.book};
    purchases::CatalogueShelf shelf{shop, shop, shop};
    purchases::PeopleFamily family{persons};
    purchases::CatalogueArrangements arrangements{shop};
    purchases::CodeMaker codes{seal};
    purchases::Funds funds{ledger.book, payables};
    purchases::Rows rows{purchases, operations, redemptions, code_rows, outbox, ids, announcements};
    purchases::Quoter quoter{{shelf, family, wallet, calendar}, seal};
    purchases::Buy buy{quoter, funds, rows, codes, {{"cash_desk", 48 * kHourUs}}};
    purchases::Cancel cancel{funds, rows};
    purchases::Settle settle{funds, rows};
    purchases::SettleRedemption settle_redemption{funds, rows};
    purchases::Lapse lapse{funds, rows};
    purchases::RecordReceipt record_receipt{rows};
    purchases::RecordReturn record_return{funds, rows};
    purchases::Spend spend{funds, rows, shelf};
    purchases::Redeem redeem{funds, rows, {spend, arrangements, wallet, calendar}};
    purchases::IssueSpendingCode issue_spending_code{funds, rows, {wallet, shelf, calendar, codes}};
    purchases::ReissueCode reissue_code{funds, rows, codes};
    purchases::Errands errands{
        {registry, clock, seal, operations}, {outsider, outsider}, {settle, settle_redemption, lapse}};
};

}  // namespace buono::test
