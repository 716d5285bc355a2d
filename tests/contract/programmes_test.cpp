// The rows of programmes, on both stores: what was kept comes back, and what must not be readable is not.
#include "adapters/store/programmes_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "contract/house.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/load.hpp"
#include "core/programmes/rank.hpp"

namespace buono::test {
namespace {

using namespace programmes;

registers::Date date(const char* text) { return *registers::parseDate(text); }
Money euro(std::int64_t whole) { return *Money::ofCents(whole * 100); }

Call someCall() {
    Call call;
    call.slug = "wish-mi";
    call.title_it = "Buoni per l'età 0-18";
    call.title_en = "Vouchers";
    call.sources = {{"UIA", "Urban Innovative Actions", "B40A00000000001", euro(30'000)},
                    {"L285", "Legge 285/1997", "B40A00000000002", euro(5'000)}};
    call.brackets = {{"B1", Money{}, euro(7'000), euro(400)},
                     {"B2", *Money::ofCents(7'000'01), euro(27'000), euro(100)}};
    call.amount_min = euro(100);
    call.amount_max = euro(400);
    call.isee_max = euro(27'000);
    call.apply_from = date("2026-03-01");
    call.apply_by = date("2026-03-31");
    call.buy_by = date("2026-07-31");
    call.service_ends_by = date("2026-08-31");
    call.claim_by = date("2026-10-31");
    call.areas = {"sport", "arte"};
    call.payment_nature = PaymentNature::Contribution;
    call.assumptions = {"the table is ours"};
    return call;
}

/// A house with the rows of programmes on its writing connection.
struct Office : House {
    explicit Office(const Place& place) : House{place} {}

    store::VaultKeys keys{};
    store::Vault vault{*connection, keys};
    store::ProgrammesRows programmes{*connection};
    store::ApplicationsRows applications{*connection, vault};
    store::RankingsRows rankings{*connection, vault};
    store::VouchersRows vouchers{*connection};

    /// Runs `work` as one change, under a key of its own.
    template <class Body>
    void inOneChange(Body body) {
        const auto done = change("key-number-" + std::to_string(++changes_), [&]() -> Result<registers::Reply> {
            body();
            return registers::Reply{200, ""};
        });
        ASSERT_TRUE(done);
    }

    Programme loaded() {
        Programme programme;
        inOneChange([&] {
            auto result = LoadCall{programmes, book, ids}(someCall(), {5'000'000});
            programme = result->programme;
        });
        return programme;
    }

    /// `count` applications, every third in the first bracket; more than one statement takes.
    std::vector<Application> applied(const Id& programme, int count) {
        std::vector<Application> all;
        for (int i = 0; i < count; ++i) {
            Application one;
            one.id = ids.next();
            one.programme = programme;
            one.applicant = ids.next();
            one.child = ids.next();
            one.bracket = i % 3 == 0 ? 0 : 1;
            one.protocol = "INPS-ISEE-2026-01234567A-00";
            one.responsibility = Responsibility::Exclusive;
            one.is_protected = i % 2 == 0;
            one.at = {6'000'000};
            one.seq = 1;
            all.push_back(one);
        }
        inOneChange([&] { applications.add(all); });
        return all;
    }

    /// Ranks in the order given.
    void ranked(const Id& programme, std::span<const Id> order) {
        Ranking ranking{ids.next(), programme, "seed-of-2026", "person:1", {7'000'000}, static_cast<int>(order.size()),
                        1};
        inOneChange([&] { rankings.add(ranking, order); });
    }

private:
    int changes_ = 0;
};

class ProgrammesRowsTest : public StoreTest {
protected:
    std::vector<Id> idsOf(const std::vector<Application>& all) {
        std::vector<Id> ids;
        for (const auto& one : all) ids.push_back(one.id);
        return ids;
    }
};

TEST_P(ProgrammesRowsTest, ACallComesBackAsItWasLoaded) {
    const Place place{GetParam()};
    Office office{place};
    const auto loaded = office.loaded();
    const auto found = office.programmes.find(loaded.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->call, someCall());
    EXPECT_EQ(office.programmes.bySlug("wish-mi")->id, loaded.id);
    EXPECT_FALSE(office.programmes.bySlug("wish").has_value());
    ASSERT_EQ(office.programmes.all().size(), 1U);
    const store::SourcesRows sources{*office.connection};
    ASSERT_EQ(sources.all().size(), 2U);
    EXPECT_EQ(sources.source(loaded.sources[1].id)->fund.cup, "B40A00000000002");
    EXPECT_EQ(sources.source(loaded.sources[1].id)->account, loaded.sources[1].account);
}

TEST_P(ProgrammesRowsTest, WhatIsDeclaredComesBackAndStandsNowhereInTheClear) {
    const Place place{GetParam()};
    Office office{place};
    const auto programme = office.loaded().id;
    const auto all = office.applied(programme, 250);
    const auto found = office.applications.find(all[3].id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->bracket, 0);
    EXPECT_EQ(found->protocol, all[3].protocol);
    EXPECT_EQ(found->responsibility, Responsibility::Exclusive);
    EXPECT_FALSE(found->is_protected);
    EXPECT_EQ(found->evidence, Evidence::Declared);
    office.connection->rows("SELECT declared, protocol FROM applications", [&](const store::Row& row) {
        const std::string_view protocol{reinterpret_cast<const char*>(row.bytes(1).data()), row.bytes(1).size()};
        ASSERT_EQ(protocol.find("INPS"), std::string_view::npos);
        ASSERT_GT(row.bytes(0).size(), 5U);
    });
    EXPECT_EQ(office.applications.count(programme), 250);
    EXPECT_EQ(office.applications.entrants(programme).size(), 250U);
    EXPECT_EQ(office.applications.children(programme).size(), 250U);
    EXPECT_TRUE(office.applications.isApplied(programme, all[249].child));
    EXPECT_FALSE(office.applications.isApplied(programme, all[249].applicant));
}

TEST_P(ProgrammesRowsTest, ListsGoOnWhereTheyStopped) {
    const Place place{GetParam()};
    Office office{place};
    const auto programme = office.loaded().id;
    const auto all = office.applied(programme, 5);
    const auto page = office.applications.ofProgramme(programme, all[1].id, 2);
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].id, all[2].id);
    EXPECT_EQ(page[1].id, all[3].id);
    EXPECT_EQ(office.applications.ofApplicant(all[0].applicant, {}, 10).size(), 1U);
    EXPECT_TRUE(office.applications.ofApplicant(all[0].applicant, all[0].id, 10).empty());
}

TEST_P(ProgrammesRowsTest, AnErasedApplicationIsNoEntrant) {
    const Place place{GetParam()};
    Office office{place};
    const auto programme = office.loaded().id;
    const auto all = office.applied(programme, 3);
    office.inOneChange([&] { office.vault.destroy(all[1].id); });
    const auto entrants = office.applications.entrants(programme);
    ASSERT_EQ(entrants.size(), 2U);
    EXPECT_EQ(entrants[1].application, all[2].id);
    EXPECT_EQ(office.applications.find(all[1].id)->protocol, "");
}

TEST_P(ProgrammesRowsTest, ARankingKeepsItsOrderAndAnAwardMovesStates) {
    const Place place{GetParam()};
    Office office{place};
    const auto programme = office.loaded();
    auto order = idsOf(office.applied(programme.id, 230));
    std::reverse(order.begin(), order.end());
    office.ranked(programme.id, order);
    EXPECT_EQ(office.rankings.ofProgramme(programme.id)->seed, "seed-of-2026");
    EXPECT_EQ(office.rankings.placeOf(order[200]), 201);
    EXPECT_EQ(office.rankings.placeOf(programme.id), 0);
    const auto waiting = office.rankings.waiting(programme.id);
    ASSERT_EQ(waiting.size(), 230U);
    for (std::size_t i = 0; i < waiting.size(); ++i) ASSERT_EQ(waiting[i].application, order[i]);
    EXPECT_EQ(waiting[229].bracket, 0);
    EXPECT_TRUE(waiting[229].is_protected);

    Award award{office.ids.next(), programme.id, "DD 1/2026", date("2026-04-03"), "person:1",
                {8'000'000},       120,          110,         euro(12'000),       2};
    std::vector<Voucher> vouchers;
    for (std::size_t i = 0; i < 120; ++i)
        vouchers.push_back({office.ids.next(), programme.id, waiting[i].application, waiting[i].child,
                            waiting[i].applicant, programme.sources[0].id, 100 + i, euro(100), award.act_number,
                            award.act_date});
    office.inOneChange([&] { office.vouchers.add(award, vouchers); });
    EXPECT_EQ(office.rankings.waiting(programme.id).size(), 110U);
    EXPECT_EQ(office.applications.find(order[119])->state, ApplicationState::Awarded);
    EXPECT_EQ(office.applications.find(order[120])->state, ApplicationState::Waitlisted);
    const auto page = office.rankings.placed(programme.id, 119, 2);
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].place, 120);
    EXPECT_EQ(page[0].state, ApplicationState::Awarded);
    EXPECT_EQ(page[1].state, ApplicationState::Waitlisted);
    const auto kept = office.vouchers.find(vouchers[7].id);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->account, 107U);
    EXPECT_EQ(kept->act_date, date("2026-04-03"));
    EXPECT_EQ(office.vouchers.ofHolder(vouchers[7].holder).size(), 1U);
    ASSERT_EQ(office.vouchers.awards(programme.id).size(), 1U);
    EXPECT_EQ(office.vouchers.awards(programme.id)[0].waitlisted, 110);
    const auto briefs = office.vouchers.ofProgramme(programme.id);
    ASSERT_EQ(briefs.size(), 120U);
    for (const auto& brief : briefs) EXPECT_EQ(brief.amount, euro(100));
}

ON_BOTH_STORES(ProgrammesRowsTest);

}  // namespace
}  // namespace buono::test
