// CityHall: the rows of programmes in memory over a real Book, and families who do not exist to apply there.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/programmes/apply.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/import.hpp"
#include "core/programmes/load.hpp"
#include "core/programmes/rank.hpp"
#include "support/payroll.hpp"
#include "support/people.hpp"
#include "support/scenario.hpp"

namespace buono::test {

inline registers::Date dateOf(std::string_view text) { return *registers::parseDate(text); }
inline Money euro(std::int64_t whole) { return *Money::ofCents(whole * 100); }
inline Money cents(std::int64_t cents) { return *Money::ofCents(cents); }

/// Two sources and four brackets; applications from 2026-03-01 to 2026-03-31.
inline programmes::Call smallCall() {
    programmes::Call call;
    call.slug = "wish-mi";
    call.title_it = "WISH MI";
    call.title_en = "WISH MI";
    call.sources = {{"UIA", "Urban Innovative Actions", "B40A00000000001", euro(1000)},
                    {"L285", "Legge 285/1997", "B40A00000000002", euro(500)}};
    call.brackets = {{"B1", cents(0), euro(7'000), euro(400)},
                     {"B2", cents(7'000'01), euro(13'000), euro(300)},
                     {"B3", cents(13'000'01), euro(20'000), euro(200)},
                     {"B4", cents(20'000'01), euro(27'000), euro(100)}};
    call.amount_min = euro(100);
    call.amount_max = euro(400);
    call.isee_max = euro(27'000);
    call.apply_from = dateOf("2026-03-01");
    call.apply_by = dateOf("2026-03-31");
    call.buy_by = dateOf("2026-07-31");
    call.service_ends_by = dateOf("2026-08-31");
    call.claim_by = dateOf("2026-10-31");
    call.days_to_spend_min = 30;
    call.areas = {"sport", "arte"};
    return call;
}

/// A valid tax code of somebody born on `born`, for number 0..99999.
inline std::string taxCodeBorn(registers::Date born, int number) {
    constexpr std::string_view kLetters = "BCDFGLMNPR";
    constexpr std::string_view kMonths = "ABCDEHLMPRST";
    const auto two = [](unsigned n) {
        return std::string{static_cast<char>('0' + n / 10 % 10)} + static_cast<char>('0' + n % 10);
    };
    std::string code = "XXXXXX";
    for (auto& c : code) c = kLetters[static_cast<std::size_t>(number % 10)], number /= 10;
    code += two(static_cast<unsigned>(static_cast<int>(born.year()) % 100));
    code += kMonths[static_cast<unsigned>(born.month()) - 1];
    code += two(static_cast<unsigned>(born.day())) + "X999";
    for (char check = 'A'; check <= 'Z'; ++check)
        if (people::TaxCode::parse(code + check)) return code + check;
    BUONO_CHECK(!"a check letter exists");
    return {};
}

/// Stands in for SHA-256 where no cryptography may: mixes well, and the same bytes give the same digest.
class MixDigest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override {
        registers::Sha256 digest{};
        std::uint64_t state = 1469598103934665603ULL;
        for (const char c : bytes) state = (state ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
        for (auto& byte : digest) {
            state ^= state >> 33, state *= 0xff51afd7ed558ccdULL, state ^= state >> 29;
            byte = static_cast<std::uint8_t>(state >> 24);
        }
        return digest;
    }
};

class MemoryProgrammes final : public programmes::Programmes {
public:
    std::optional<programmes::Programme> find(const Id& id) const override {
        for (const auto& one : rows)
            if (one.id == id) return one;
        return std::nullopt;
    }
    std::optional<programmes::Programme> bySlug(std::string_view slug) const override {
        for (const auto& one : rows)
            if (one.call.slug == slug) return one;
        return std::nullopt;
    }
    std::vector<programmes::Programme> all() const override { return rows; }
    void add(const programmes::Programme& one) override { rows.push_back(one); }

    std::vector<programmes::Programme> rows;
};

class MemoryApplications final : public programmes::Applications {
public:
    std::optional<programmes::Application> find(const Id& id) const override {
        const auto at = placeOf(id);
        return at == rows.size() ? std::nullopt : std::optional{rows[at]};
    }
    std::vector<programmes::Application> ofApplicant(const Id& applicant, const Id&, int) const override {
        std::vector<programmes::Application> found;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(found),
                     [&](const auto& one) { return one.applicant == applicant; });
        return found;
    }
    std::vector<programmes::Application> ofProgramme(const Id&, const Id&, int) const override { return rows; }
    bool isApplied(const Id& programme, const Id& child) const override { return children(programme).contains(child); }
    Children children(const Id& programme) const override {
        Children found;
        for (const auto& one : rows)
            if (one.programme == programme) found.insert(one.child);
        return found;
    }
    std::vector<programmes::Entrant> entrants(const Id& programme) const override {
        std::vector<programmes::Entrant> found;
        for (const auto& one : rows)
            if (one.programme == programme && one.state == programmes::ApplicationState::Eligible)
                found.push_back({one.id, one.bracket});
        return found;
    }
    int count(const Id& programme) const override { return static_cast<int>(children(programme).size()); }
    std::map<int, int> brackets(const Id& programme) const override {
        std::map<int, int> counts;
        for (const auto& one : rows)
            if (one.programme == programme) ++counts[one.bracket];
        return counts;
    }
    void add(std::span<const programmes::Application> all) override { rows.insert(rows.end(), all.begin(), all.end()); }

    void mark(const Id& id, programmes::ApplicationState state) {
        if (const auto at = placeOf(id); at < rows.size()) rows[at].state = state;
    }

    std::vector<programmes::Application> rows;

private:
    std::size_t placeOf(const Id& id) const {
        for (; indexed_ < rows.size(); ++indexed_) index_[rows[indexed_].id] = indexed_;
        const auto at = index_.find(id);
        return at == index_.end() ? rows.size() : at->second;
    }

    mutable std::unordered_map<Id, std::size_t, registers::IdHash> index_;  // Rows are only added.
    mutable std::size_t indexed_ = 0;
};

class MemoryRankings final : public programmes::Rankings {
public:
    explicit MemoryRankings(MemoryApplications& applications) : applications_{applications} {}

    std::optional<programmes::Ranking> ofProgramme(const Id& programme) const override {
        return ranking && ranking->programme == programme ? ranking : std::nullopt;
    }
    int placeOf(const Id& application) const override {
        const auto at = std::find(order.begin(), order.end(), application);
        return at == order.end() ? 0 : static_cast<int>(at - order.begin()) + 1;
    }
    std::vector<programmes::Placed> placed(const Id&, int, int) const override { return {}; }
    std::vector<programmes::Waiting> waiting(const Id&) const override {
        std::vector<programmes::Waiting> found;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const auto one = applications_.find(order[i]);
            if (one->state == programmes::ApplicationState::Awarded) continue;
            found.push_back(
                {static_cast<int>(i) + 1, one->id, one->applicant, one->child, one->bracket, one->is_protected});
        }
        return found;
    }
    void add(const programmes::Ranking& made, std::span<const Id> ids) override {
        ranking = made;
        order.assign(ids.begin(), ids.end());
        for (const auto& id : ids) applications_.mark(id, programmes::ApplicationState::Ranked);
    }

    std::optional<programmes::Ranking> ranking;
    std::vector<Id> order;

private:
    MemoryApplications& applications_;
};

class MemoryVouchers : public programmes::Vouchers {
public:
    explicit MemoryVouchers(MemoryApplications& applications) : applications_{applications} {}

    std::optional<programmes::Voucher> find(const Id& id) const override {
        for (const auto& one : rows)
            if (one.id == id) return one;
        return std::nullopt;
    }
    std::vector<programmes::Voucher> ofHolder(const Id& holder) const override {
        std::vector<programmes::Voucher> found;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(found),
                     [&](const auto& one) { return one.holder == holder; });
        return found;
    }
    std::vector<Brief> ofProgramme(const Id&) const override { return {}; }
    std::vector<programmes::Award> awards(const Id&) const override { return all_awards; }
    void add(const programmes::Award& award, std::span<const programmes::Voucher> vouchers) override {
        all_awards.push_back(award);
        rows.insert(rows.end(), vouchers.begin(), vouchers.end());
        for (auto& one : applications_.rows)
            if (one.state == programmes::ApplicationState::Ranked) one.state = programmes::ApplicationState::Waitlisted;
        for (const auto& one : vouchers) applications_.mark(one.application, programmes::ApplicationState::Awarded);
    }

    std::vector<programmes::Voucher> rows;
    std::vector<programmes::Award> all_awards;

private:
    MemoryApplications& applications_;
};

class CityHall {
public:
    Scenario scenario;
    ledger::Book& book = scenario.book;
    MadeIds ids;
    UtcCalendar calendar;
    MixDigest digest;
    MemoryPersons persons;
    MemoryNotices notices;
    MemoryProgrammes programmes;
    MemoryApplications applications;
    MemoryRankings rankings{applications};
    MemoryVouchers vouchers{applications};
    programmes::Desk desk{programmes, rankings, applications, persons, notices};

    programmes::LoadCall load{programmes, book, ids};
    programmes::Apply apply{desk, book, calendar, ids};
    programmes::ApplicationsImport import{desk, book, calendar, ids};
    programmes::Rank rank{{programmes, applications, rankings}, book, calendar, digest, ids};
    programmes::AwardVouchers award{{programmes, rankings, vouchers, notices}, book, calendar, ids};

    Id loaded(const programmes::Call& call = smallCall()) {
        const auto result = load(call, instantOf("2026-02-01"));
        BUONO_CHECK(result.has_value());
        return result->programme.id;
    }

    people::Person born(std::string_view date) {
        people::Person person{ids.next(), taxCodeBorn(dateOf(date), ++people_), "Nora", "Esempio", dateOf(date)};
        persons.add(person);
        return person;
    }
    Id parentOf(const Id& child) {
        const auto parent = born("1985-04-12");
        persons.addChild(parent.id, child);
        return parent.id;
    }

    /// One more family applies for one child, with a bracket by its code.
    Id applied(const Id& programme, const std::string& bracket) {
        const auto child = born("2015-09-01").id;
        const auto made = apply(request(programme, parentOf(child), child, bracket), instantOf("2026-03-10"));
        BUONO_CHECK(made.has_value());
        return made->front().id;
    }
    static programmes::Request request(const Id& programme, const Id& parent, const Id& child,
                                       const std::string& bracket) {
        return {programme, parent, {child}, bracket, "INPS-ISEE-2026-01234567A-00", programmes::Responsibility::Shared,
                false,     true};
    }

    Result<programmes::Ranking> ranked(const Id& programme, const std::string& seed = "lotto-2026-04-02") {
        return rank({programme, seed, "city"}, instantOf("2026-04-02"));
    }
    Result<programmes::Awarded> awarded(const Id& programme) {
        return award({programme, "DD 1234/2026", dateOf("2026-04-03"), "city"}, instantOf("2026-04-03"));
    }
    std::int64_t left(const Id& programme, std::size_t source) const {
        return book.account(programmes.find(programme)->sources[source].account)->availableCents();
    }

private:
    int people_ = 0;
};

}  // namespace buono::test
