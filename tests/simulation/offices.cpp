// What the offices of the city and of employers want.
#include "core/register/codes.hpp"
#include "simulation/town.hpp"
#include "simulation/violation.hpp"
#include "support/city_hall.hpp"

namespace buono::simulation {
namespace {

using instruments::Debtor;
using instruments::DebtorKind;
using registers::Date;
using registers::Reply;

constexpr Debtor kCity{DebtorKind::City, {}};

Id idOf(std::string_view text) {
    const auto id = Id::parse(text);
    if (!id) fail("I16 a reply says what it says", std::string{text});
    return *id;
}

Date later(Date day, int days) { return std::chrono::sys_days{day} + std::chrono::days{days}; }

/// One thing is different from the document before.
void change(catalogue::Catalogue& document, Random& random, Date today) {
    auto& offer = random.anyOf(document.offers).service;
    auto& ente = random.anyOf(document.enti);
    switch (random.below(6)) {
        case 0: ente.accredited = !ente.accredited || !random.oneIn(6); return;
        case 1: ente.iban = random.oneIn(2) ? "DE89370400440532013000" : "IT60X0542811101000000123456"; return;
        case 2: offer.published = !offer.published || !random.oneIn(4); return;
        case 3:
            offer.ends =
                random.oneIn(2) ? std::optional{later(today, static_cast<int>(random.below(60)))} : std::nullopt;
            return;
        case 4: ente.provider = ente.provider.empty() && random.oneIn(4) ? "register_book" : ente.provider; return;
        default: offer.price = *Money::ofCents(random.between(0, 200'00));
    }
}

}  // namespace

Intent Town::openCatalogue() {
    const auto document = document_;
    return make(What::LoadCatalogue, "city", "first", [document](Host& to) -> Result<Reply> {
        const auto loaded = to.load_catalogue(document);
        if (!loaded) return loaded.error();
        return Reply{200, std::to_string(loaded->added)};
    });
}

std::optional<Intent> Town::loadCatalogue(Host& host) {
    auto document = document_;
    change(document, random_, host.calendar.dateOf(host.clock.now()));
    return make(
        What::LoadCatalogue, "city", std::to_string(intents_),
        [document](Host& to) -> Result<Reply> {
            const auto loaded = to.load_catalogue(document);
            if (!loaded) return loaded.error();
            return Reply{200, std::to_string(loaded->changed)};
        },
        [this, document](const auto&) { document_ = document; });
}

programmes::Call Town::newCall(Date today) {
    programmes::Call call;
    call.slug = "avviso-" + std::to_string(++calls_loaded_);
    call.title_it = call.title_en = "Avviso " + std::to_string(calls_loaded_);
    const auto cents = [&](std::int64_t low, std::int64_t high) { return *Money::ofCents(random_.between(low, high)); };
    call.sources = {{"UIA", "Urban Innovative Actions", "B40A00000000001", cents(8'000'00, 60'000'00)},
                    {"L285", "Legge 285/1997", "B40A00000000002", cents(4'000'00, 20'000'00)}};
    const auto brackets = {std::pair{0, 7'000'00}, std::pair{7'000'01, 13'000'00}, std::pair{13'000'01, 27'000'00}};
    for (const auto& [from, to] : brackets) {
        const auto code = "B" + std::to_string(call.brackets.size() + 1);
        call.brackets.push_back({code, *Money::ofCents(from), *Money::ofCents(to), cents(300'00, 4'000'00)});
    }
    call.amount_min = Money::fixed(300'00), call.amount_max = Money::fixed(4'000'00);
    call.isee_max = Money::fixed(27'000'00);
    call.apply_from = today;
    call.apply_by = later(today, 2);
    call.buy_by = later(today, static_cast<int>(random_.between(14, 45)));
    call.service_ends_by = later(call.buy_by, 10);
    call.claim_by = later(call.service_ends_by, static_cast<int>(random_.below(10)));
    call.days_to_spend_min = 5;
    call.areas = random_.oneIn(2) ? std::vector<std::string>{"sport", "arte"} : std::vector<std::string>{"sport"};
    return call;
}

std::optional<Intent> Town::loadCall(Host& host) {
    const auto today = host.calendar.dateOf(host.clock.now());
    const bool is_open = !calls_.empty() && today < later(calls_.back().buy_by, -10);
    if (is_open && !random_.oneIn(16)) return std::nullopt;
    const auto call = newCall(today);
    return make(
        What::LoadCall, "city", call.slug,
        [call](Host& to) -> Result<Reply> {
            const auto loaded = to.load_call(call, to.clock.now());
            if (!loaded) return loaded.error();
            return Reply{201, loaded->programme.id.text()};
        },
        [this, call](const auto& words) {
            calls_.push_back({idOf(words[0]), call.apply_by, call.buy_by, false, 0});
        });
}

std::optional<Intent> Town::rank(Host&) {
    if (calls_.empty()) return std::nullopt;
    const auto place = calls_.size() - 1 - random_.below(std::min<std::size_t>(calls_.size(), 2));
    if (calls_[place].is_ranked && !random_.oneIn(8)) return std::nullopt;
    const programmes::Rank::Request request{calls_[place].id, "lotto-2026-" + std::to_string(intents_), "city"};
    return make(
        What::Rank, "city", request.seed,
        [request](Host& to) -> Result<Reply> {
            const auto ranking = to.rank(request, to.clock.now());
            if (!ranking) return ranking.error();
            return Reply{201, ranking->id.text()};
        },
        [this, place](const auto&) { calls_[place].is_ranked = true; });
}

std::optional<Intent> Town::award(Host& host) {
    if (calls_.empty()) return std::nullopt;
    const auto place = calls_.size() - 1 - random_.below(std::min<std::size_t>(calls_.size(), 2));
    if ((!calls_[place].is_ranked || calls_[place].awards > 0) && !random_.oneIn(8)) return std::nullopt;
    const auto today = host.calendar.dateOf(host.clock.now());
    const programmes::AwardVouchers::Request request{calls_[place].id, "DD " + std::to_string(intents_), today, "city"};
    return make(
        What::Award, "city", request.act_number,
        [request](Host& to) -> Result<Reply> {
            const auto awarded = to.award(request, to.clock.now());
            if (!awarded) return awarded.error();
            return Reply{201, awarded->award.id.text() + " " + awarded->award.total.text()};
        },
        [this, place](const auto&) { ++calls_[place].awards; });
}

std::optional<Intent> Town::openPlan(Host& host) {
    if (plans_.size() > 3 && !random_.oneIn(32)) return std::nullopt;
    const auto employer = random_.anyOf(employers_);
    const auto year = static_cast<int>(host.calendar.dateOf(host.clock.now()).year());
    welfare::PlanOrder order{employer, "Welfare", year, *Money::ofCents(random_.between(500'00, 40'000'00)), {}, {},
                             {},       {},        {}};
    if (random_.oneIn(4)) order.areas = {"sport"};
    if (random_.oneIn(4)) order.categories = {"servizi-educativi"};
    return make(
        What::OpenPlan, "employer:" + employer.text(), order.amount.text(),
        [order](Host& to) -> Result<Reply> {
            const auto plan = to.open_plan(order, to.clock.now());
            if (!plan) return plan.error();
            return Reply{201, plan->id.text()};
        },
        [this, employer](const auto& words) {
            plans_.push_back({employer, idOf(words[0])});
        });
}

std::optional<Intent> Town::credit(Host& host) {
    if (plans_.empty()) return std::nullopt;
    const auto [employer, plan] = random_.recent(plans_);
    registers::Import import;
    import.kind = welfare::kCredits;
    import.target = plan;
    import.scope = employer;
    registers::Table table{{"tax_code", "given_name", "family_name", "birth_date", "amount", "dependent_child"}, {}};
    for (const auto& family : families_) {
        if (!random_.oneIn(6)) continue;
        const auto person = *host.store.persons.find(family.adult);
        table.lines.push_back({static_cast<int>(table.lines.size()) + 2,
                               {person.tax_code, person.given_name, person.family_name, registers::text(person.born),
                                someMoney(200'00).text(), random_.oneIn(2) ? "yes" : "no"}});
    }
    return make(What::Credit, "employer:" + employer.text(), std::to_string(intents_),
                [import, table](Host& to) -> Result<Reply> {
                    const auto seq = to.credit_import.write(import, table, to.clock.now());
                    if (!seq) return seq.error();
                    return Reply{200, std::to_string(*seq)};
                });
}

Intent Town::proposal(Host& host, const Debtor& debtor) {
    const auto by = random_.anyOf(staff_);
    const auto day = later(host.calendar.dateOf(host.clock.now()), static_cast<int>(random_.below(4)));
    return make(
        What::Propose, "person:" + by.text(), registers::text(day) + debtor.id.text(),
        [debtor, by, day](Host& to) -> Result<Reply> {
            const auto proposed = to.propose({debtor, day, by}, to.clock.now());
            if (!proposed) return proposed.error();
            if (!proposed->left_out.empty())
                fail("I25 dues are what the ledger owes", proposed->settlement.id, "an account was left out");
            return Reply{201, proposed->settlement.id.text() + " " + proposed->settlement.total.text()};
        },
        [this, debtor, by](const auto& words) {
            proposals_.push_back({idOf(words[0]), debtor, by});
        });
}

std::optional<Intent> Town::propose(Host& host) {
    return proposal(host, random_.oneIn(3) ? Debtor{DebtorKind::Employer, random_.anyOf(employers_)} : kCity);
}

Intent Town::approval(const Proposed& one, const Id& by) {
    return make(
        What::Approve, "person:" + by.text(), one.id.text(),
        [one, by](Host& to) -> Result<Reply> {
            const auto approved = to.approve(one.debtor, one.id, by, to.clock.now());
            if (!approved) return approved.error();
            const auto order = settlement::orderOf(*approved, to.store.settlements.payouts(one.id));
            return Reply{200, approved->id.text() + " " + std::to_string(order.payments.size())};
        },
        [this, one](const auto&) { forget(proposals_, one.id); });
}

std::optional<Intent> Town::approve(Host&) {
    if (proposals_.empty()) return std::nullopt;
    return approval(random_.recent(proposals_), random_.anyOf(staff_));
}

std::optional<Intent> Town::cancelSettlement(Host&) {
    if (proposals_.empty()) return std::nullopt;
    const auto one = random_.recent(proposals_);
    const auto by = random_.anyOf(staff_);
    return make(
        What::CancelSettlement, "person:" + by.text(), one.id.text(),
        [one, by](Host& to) -> Result<Reply> {
            const auto cancelled = to.cancel_settlement(one.debtor, one.id, by, to.clock.now());
            if (!cancelled) return cancelled.error();
            return Reply{200, cancelled->id.text()};
        },
        [this, one](const auto&) { forget(proposals_, one.id); });
}

std::optional<Intent> Town::note(Host&) { return make(What::Note, "person:" + staff_[0].text(), "", nullptr); }

std::optional<Intent> Town::payEverything(Host& host) {
    for (const auto& [id, one] : host.store.settlements.rows.rows()) {
        if (one.state != settlement::State::Proposed) continue;
        const auto today = host.calendar.dateOf(host.clock.now());
        const auto by = one.proposed_by == staff_[0] ? staff_[1] : staff_[0];
        const Proposed proposed{id, one.debtor, one.proposed_by};
        bool is_payable = today <= one.execution;
        for (const auto& payout : host.store.settlements.payouts(id))
            is_payable = is_payable && host.store.catalogue.ente(payout.ente)->iban == payout.payee.iban;
        if (is_payable) return approval(proposed, by);
        return make(What::CancelSettlement, "city", id.text(), [proposed, by](Host& to) -> Result<Reply> {
            const auto cancelled = to.cancel_settlement(proposed.debtor, proposed.id, by, to.clock.now());
            return cancelled ? Result<Reply>{Reply{200, cancelled->id.text()}} : cancelled.error();
        });
    }
    if (!host.store.dues.unpaid(kCity).empty()) return proposal(host, kCity);
    for (const auto& employer : employers_) {
        const Debtor debtor{DebtorKind::Employer, employer};
        if (!host.store.dues.unpaid(debtor).empty()) return proposal(host, debtor);
    }
    return std::nullopt;
}

}  // namespace buono::simulation
