#include "core/programmes/apply.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/city_hall.hpp"

namespace buono::programmes {
namespace {

using test::CityHall;
using test::instantOf;

constexpr const char* kDay = "2026-03-10";

TEST(Apply, KeepsWhatWasDeclaredAndTellsTheApplicant) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto child = hall.born("2015-09-01").id;
    const auto parent = hall.parentOf(child);
    const auto made = hall.apply(CityHall::request(call, parent, child, "B3"), instantOf(kDay));
    ASSERT_TRUE(made);
    const auto& one = hall.applications.rows.at(0);
    EXPECT_EQ(one.state, ApplicationState::Eligible);
    EXPECT_EQ(one.evidence, Evidence::Declared);
    EXPECT_EQ(one.bracket, 2);
    EXPECT_EQ(one.protocol, "INPS-ISEE-2026-01234567A-00");
    ASSERT_EQ(hall.notices.all.size(), 1U);
    EXPECT_EQ(hall.notices.all[0].person, parent);
    EXPECT_EQ(hall.notices.all[0].kind, "application_received");
}

TEST(Apply, AProtectedHouseholdGetsNoNotice) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto child = hall.born("2015-09-01").id;
    auto request = CityHall::request(call, hall.parentOf(child), child, "B3");
    request.is_protected = true;
    ASSERT_TRUE(hall.apply(request, instantOf(kDay)));
    EXPECT_TRUE(hall.notices.all.empty());
}

TEST(Apply, TakesAllChildrenOrNone) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto young = hall.born("2015-09-01").id, grown = hall.born("2008-03-10").id;
    const auto parent = hall.parentOf(young);
    hall.persons.addChild(parent, grown);
    auto request = CityHall::request(call, parent, young, "B3");
    request.children.push_back(grown);
    const auto made = hall.apply(request, instantOf(kDay));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, codes::kChildTooOld);
    EXPECT_EQ(made.error().field, "/children/1");
    EXPECT_TRUE(hall.applications.rows.empty());
}

// The second parent learns nothing of the first: the same answer, whoever applied, and no field of anybody's life.
TEST(Apply, ASecondApplicationForAChildIsRefusedWithoutSayingWhose) {
    CityHall hall;
    const auto call = hall.loaded();
    const auto child = hall.born("2015-09-01").id;
    const auto first = hall.parentOf(child), second = hall.parentOf(child);
    ASSERT_TRUE(hall.apply(CityHall::request(call, first, child, "B1"), instantOf(kDay)));
    const auto by_other = hall.apply(CityHall::request(call, second, child, "B3"), instantOf(kDay));
    const auto by_same = hall.apply(CityHall::request(call, first, child, "B1"), instantOf(kDay));
    ASSERT_FALSE(by_other);
    ASSERT_FALSE(by_same);
    EXPECT_EQ(by_other.error().code, codes::kApplicationNotPossible);
    EXPECT_EQ(by_other.error(), by_same.error());
    EXPECT_TRUE(by_other.error().detail.empty());
    EXPECT_EQ(hall.applications.rows.size(), 1U);
}

TEST(Apply, RefusesInOrderAndWritesNothing) {
    struct Case {
        const char* rule;
        ErrorCode code;
        const char* field;
        void (*spoil)(CityHall&, Request&, const char*& day);
    };
    const Case cases[] = {
        {"not declared", codes::kDeclarationMissing, "/declaration",
         [](auto&, auto& r, auto&) { r.is_declared = false; }},
        {"no such call", codes::kNotFound, "", [](auto& h, auto& r, auto&) { r.programme = h.ids.next(); }},
        {"another's child", codes::kNotFound, "",
         [](auto& h, auto& r, auto&) { r.children = {h.born("2015-09-01").id}; }},
        {"over the limit", codes::kOverTheLimit, "/bracket", [](auto&, auto& r, auto&) { r.bracket = ""; }},
        {"protocol", codes::kProtocolInvalid, "/isee_protocol", [](auto&, auto& r, auto&) { r.protocol = "x"; }},
        {"too early", codes::kWindowClosed, "", [](auto&, auto&, auto& day) { day = "2026-02-28"; }},
        {"too late", codes::kWindowClosed, "", [](auto&, auto&, auto& day) { day = "2026-04-01"; }},
        {"no child at all", ErrorCode::MissingMember, "/children", [](auto&, auto& r, auto&) { r.children.clear(); }},
        {"a child twice", ErrorCode::InvalidValue, "/children/1",
         [](auto&, auto& r, auto&) { r.children.push_back(r.children[0]); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.rule);
        CityHall hall;
        const auto call = hall.loaded();
        const auto child = hall.born("2015-09-01").id;
        auto request = CityHall::request(call, hall.parentOf(child), child, "B3");
        const char* day = kDay;
        c.spoil(hall, request, day);
        const auto made = hall.apply(request, instantOf(day));
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, c.code);
        EXPECT_EQ(made.error().field, c.field);
        EXPECT_TRUE(hall.applications.rows.empty());
        EXPECT_TRUE(hall.notices.all.empty());
    }
}

}  // namespace
}  // namespace buono::programmes
