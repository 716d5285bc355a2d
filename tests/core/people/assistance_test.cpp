#include "core/people/assistance.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/people.hpp"

namespace buono::people {
namespace {

using test::idOf;

constexpr Instant kNow{1'772'352'000'000'000};
constexpr auto kCode = "ABCD2345";
const Id kPerson = idOf(1), kOperator = idOf(2), kColleague = idOf(3), kSpace = idOf(4);

Caller operatorOf(const Id& who) { return {Role::SpaceOperator, who, kSpace, idOf(9)}; }
Instant after(std::int64_t us) { return {kNow.us + us}; }

struct Desk {
    test::MemoryAssistances assistances;
    test::MemoryNotices notices;
    test::MadeIds ids;
    GiveAssistanceCode give{assistances};
    OpenAssistance open{assistances, notices, ids};
    EndAssistance end{assistances};
};

TEST(Assistance, IsOpenedWithThePersonsCodeAndThePersonIsTold) {
    Desk desk;
    EXPECT_EQ(desk.give(kPerson, kCode, kNow)->expires, after(kAssistanceCodeLife_us));
    const auto opened = desk.open(operatorOf(kOperator), "abcd 2345", after(1));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->person, kPerson);
    EXPECT_EQ(opened->space, kSpace);
    ASSERT_EQ(desk.notices.all.size(), 1u);
    EXPECT_EQ(desk.notices.all[0].person, kPerson);
    EXPECT_EQ(desk.notices.all[0].kind, notice::kAssistanceOpened);
    EXPECT_EQ(desk.notices.all[0].subject, opened->id);
    EXPECT_TRUE(openFor(desk.assistances, opened->id, kOperator, after(1)));
}

TEST(Assistance, ACodeWorksOnceForThirtyMinutesAndTheNewestOnly) {
    struct Row {
        const char* rule;
        const char* typed;
        std::int64_t after_us;
    };
    for (const auto& [rule, typed, after_us] : std::initializer_list<Row>{
             {"mistyped", "ABCD234", 0},
             {"none of ours", "ABCD2346", 0},
             {"replaced by a newer one", "WXYZ9876", 0},
             {"thirty minutes are over", kCode, kAssistanceCodeLife_us},
         }) {
        Desk desk;
        ASSERT_TRUE(desk.give(kPerson, "WXYZ9876", kNow));
        ASSERT_TRUE(desk.give(kPerson, kCode, kNow));
        const auto refused = desk.open(operatorOf(kOperator), typed, after(after_us));
        ASSERT_FALSE(refused) << rule;
        EXPECT_EQ(refused.error(), (Error{codes::kAssistanceCodeRefused, "/code", {}})) << rule;
        EXPECT_TRUE(desk.assistances.all.empty()) << rule;
        EXPECT_TRUE(desk.notices.all.empty()) << rule;
        EXPECT_TRUE(desk.open(operatorOf(kOperator), kCode, after(kAssistanceCodeLife_us - 1))) << rule;
        EXPECT_FALSE(desk.open(operatorOf(kOperator), kCode, after(2))) << rule;
    }
}

TEST(Assistance, TwoPersonsNeverHaveTheSameCode) {
    Desk desk;
    ASSERT_TRUE(desk.give(kPerson, kCode, kNow));
    EXPECT_EQ(desk.give(kColleague, kCode, kNow).error().code, codes::kBusy);
    EXPECT_EQ(desk.open(operatorOf(kOperator), kCode, kNow)->person, kPerson);
}

TEST(Assistance, IsAbsentForEverybodyElseAndAfterAnHour) {
    Desk desk;
    ASSERT_TRUE(desk.give(kPerson, kCode, kNow));
    const auto id = desk.open(operatorOf(kOperator), kCode, kNow)->id;
    EXPECT_TRUE(openFor(desk.assistances, id, kOperator, after(kAssistanceLife_us - 1)));
    EXPECT_FALSE(openFor(desk.assistances, id, kOperator, after(kAssistanceLife_us)));
    EXPECT_FALSE(openFor(desk.assistances, id, kColleague, kNow)) << "a colleague of the same space";
    EXPECT_FALSE(openFor(desk.assistances, idOf(200), kOperator, kNow));
}

TEST(Assistance, IsEndedByItsOperatorOrThePersonAndNobodyElse) {
    for (const auto& [who, may] : {std::pair{kOperator, true}, {kPerson, true}, {kColleague, false}}) {
        Desk desk;
        ASSERT_TRUE(desk.give(kPerson, kCode, kNow));
        const auto id = desk.open(operatorOf(kOperator), kCode, kNow)->id;
        const auto ended = desk.end(operatorOf(who), id, after(5));
        EXPECT_EQ(ended.has_value(), may);
        EXPECT_EQ(openFor(desk.assistances, id, kOperator, after(5)).has_value(), !may);
        const auto again = desk.end(operatorOf(who), id, after(6));
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error(), (Error{codes::kNotFound, {}, {}})) << "ended and foreign are absent";
    }
}

}  // namespace
}  // namespace buono::people
