#include "core/people/families.hpp"

#include <gtest/gtest.h>

#include "core/people/access.hpp"
#include "core/register/codes.hpp"
#include "support/people.hpp"

namespace buono::people {
namespace {

using namespace std::chrono_literals;
using test::idOf;

constexpr Date kToday{2026y, std::chrono::March, 1d};
constexpr Instant kNow{1'772'352'000'000'000};
constexpr auto kCode = "0123456789ABCDEF";

// People who do not exist: the birth place X999 is no town's.
Person mario(std::uint8_t id = 1) {
    return {idOf(id), "RSSMRA80A01X999W", "Mario", "Rossi", Date(1980y, std::chrono::January, 1d)};
}
Person lara(std::uint8_t id = 2) {
    return {idOf(id), "RSSLRA16P41X999O", "Lara", "Rossi", Date(2016y, std::chrono::September, 1d)};
}
Person anna(std::uint8_t id = 3) {
    return {idOf(id), "BNCNNA82C50X999B", "Anna", "Bianchi", Date(1982y, std::chrono::March, 10d)};
}

struct Rooms {
    test::MemoryPersons persons;
    test::MemoryAccessCodes access_codes;
    test::MemoryAccounts accounts;
    OpenAccount open_account{accounts};
    RegisterFamily register_family{{persons, access_codes, accounts}, open_account};
    AddChild add_child{persons, accounts};
    GiveAccessCode give_access_code{persons, accounts, access_codes};

    Result<Id> registers(const Person& person, const std::string& login, const std::string& access_code = {},
                         Instant now = kNow) {
        const Account account{person.id, login, "hash", Role::Anyone, {}, {}, now};
        return register_family({person, account, access_code}, kToday, now);
    }
    std::size_t rows() const {
        return persons.all.size() + persons.links.size() + accounts.all.size() + access_codes.all.size();
    }
};

TEST(RegisterFamily, MakesThePersonAndTheirAccount) {
    Rooms rooms;
    auto person = mario();
    person.tax_code = "rssmra80a01x999w";
    const auto id = rooms.registers(person, "mario");
    ASSERT_TRUE(id) << id.error().detail;
    EXPECT_EQ(*id, idOf(1));
    EXPECT_EQ(rooms.persons.find(idOf(1)), mario());
    const auto account = rooms.accounts.byLogin("mario");
    ASSERT_TRUE(account);
    EXPECT_EQ(account->role, Role::Family);
    EXPECT_EQ(account->person, idOf(1));
    EXPECT_TRUE(account->scope.isNil());
}

// One row a rule, in the order in which they are asked; a refusal has written nothing.
TEST(RegisterFamily, RefusesInOrder) {
    struct Row {
        const char* rule;
        Person person;
        const char* login;
        const char* access_code;
        ErrorCode code;
        const char* field;
    };
    auto no_code = mario(), other_birth = mario(), unborn = lara(), young = lara();
    no_code.tax_code = "RSSMRA80A01X999A", no_code.born = kToday;
    other_birth.born = Date(1980y, std::chrono::January, 2d), other_birth.given_name = "";
    unborn.tax_code = "RSSLRA26S41X999C", unborn.born = Date(2026y, std::chrono::November, 1d);
    for (const auto& row : std::initializer_list<Row>{
             {"the tax code is one", no_code, "!", "x", codes::kTaxCodeInvalid, "/tax_code"},
             {"the birth date fits", other_birth, "!", "x", codes::kBirthDateDiffers, "/birth_date"},
             {"they are born", unborn, "!", "x", ErrorCode::InvalidValue, "/birth_date"},
             {"they are 14", young, "!", "x", ErrorCode::InvalidValue, "/birth_date"},
             {"a code that is not theirs", mario(), "!", kCode, codes::kRegistrationRefused, ""},
             {"the user name is one", mario(), "!", "", ErrorCode::InvalidValue, "/username"},
             {"the user name is free", mario(), "taken", "", codes::kLoginTaken, "/username"},
         }) {
        Rooms rooms;
        rooms.accounts.add(Account{idOf(9), "taken", "hash", Role::Auditor, idOf(9), {}, kNow});
        const auto id = rooms.registers(row.person, row.login, row.access_code);
        ASSERT_FALSE(id) << row.rule;
        EXPECT_EQ(id.error().code, row.code) << row.rule;
        EXPECT_EQ(id.error().field, row.field) << row.rule;
        EXPECT_EQ(rooms.rows(), 1u) << row.rule;
    }
}

TEST(RegisterFamily, FourteenYearsAreEnough) {
    Rooms rooms;
    auto young = lara();
    young.tax_code = "RSSLRA12C41X999M", young.born = Date(2012y, std::chrono::March, 1d);
    EXPECT_TRUE(rooms.registers(young, "lara"));
    EXPECT_FALSE(rooms.register_family({anna(), {}, {}}, Date(1982y, std::chrono::March, 9d), kNow));
}

// Whoever is known already: every way not to be let in is one and the same answer.
TEST(RegisterFamily, APersonTheCityKnowsNeedsTheCodeItHandedOut) {
    struct Row {
        const char* rule;
        const char* access_code;
        std::int64_t later_us;
    };
    for (const auto& row : std::initializer_list<Row>{
             {"no code", "", 0},
             {"mistyped", "0123456789ABCDE", 0},
             {"no code of ours", "ZZZZZZZZZZZZZZZZ", 0},
             {"the code of another", "AAAAAAAAAAAAAAAA", 0},
             {"thirty days are over", kCode, kAccessCodeLife_us},
         }) {
        Rooms rooms;
        rooms.persons.all = {mario(7), anna(8)};
        ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
        ASSERT_TRUE(rooms.give_access_code(idOf(8), "AAAAAAAAAAAAAAAA", kNow));
        const auto before = rooms.rows();
        const auto id = rooms.registers(mario(), "mario", row.access_code, {kNow.us + row.later_us});
        ASSERT_FALSE(id) << row.rule;
        EXPECT_EQ(id.error(), (Error{codes::kRegistrationRefused, {}, {}})) << row.rule;
        EXPECT_EQ(rooms.rows(), before) << row.rule;
    }
}

TEST(RegisterFamily, WithTheCodeThePersonKeepsTheirIdAndNames) {
    Rooms rooms;
    rooms.persons.all = {mario(7)};
    ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
    auto typed = mario();
    typed.given_name = "Mario Luigi";
    const auto id = rooms.registers(typed, "mario", "0123-4567-89ab-cdef", {kNow.us + kAccessCodeLife_us - 1});
    ASSERT_TRUE(id) << id.error().detail;
    EXPECT_EQ(*id, idOf(7));
    EXPECT_EQ(rooms.persons.all, std::vector{mario(7)});
    EXPECT_EQ(rooms.accounts.byPerson(idOf(7))->login, "mario");
}

TEST(RegisterFamily, TheCodeWorksOnce) {
    Rooms rooms;
    rooms.persons.all = {mario(7)};
    ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
    ASSERT_TRUE(rooms.registers(mario(), "mario", kCode));
    EXPECT_TRUE(rooms.access_codes.all.empty());
    EXPECT_EQ(rooms.registers(mario(), "mario2", kCode).error().code, codes::kRegistrationRefused);
    EXPECT_EQ(rooms.registers(mario(), "mario2").error().code, codes::kRegistrationRefused);
    EXPECT_EQ(rooms.accounts.all.size(), 1u);
}

TEST(RegisterFamily, TheCodeIsNoSecondDoorToAnAccount) {
    Rooms rooms;
    rooms.persons.all = {mario(7)};
    ASSERT_TRUE(rooms.registers(anna(), "anna"));
    rooms.accounts.add(Account{idOf(9), "mario", "hash", Role::Family, idOf(7), {}, kNow});
    rooms.access_codes.put({idOf(7), {kNow.us + 1}}, kCode);
    EXPECT_EQ(rooms.registers(mario(), "mario2", kCode).error(), (Error{codes::kRegistrationRefused, {}, {}}));
}

TEST(RegisterFamily, TheCodeIsForThePersonAndNotForAnotherCenturysNamesake) {
    Rooms rooms;
    rooms.persons.all = {mario(7)};
    rooms.persons.all[0].born = Date(1880y, std::chrono::January, 1d);
    ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
    EXPECT_EQ(rooms.registers(mario(), "mario", kCode).error(), (Error{codes::kRegistrationRefused, {}, {}}));
}

TEST(RegisterFamily, ATakenUserNameDoesNotUseUpTheCode) {
    Rooms rooms;
    rooms.persons.all = {mario(7)};
    rooms.accounts.add(Account{idOf(9), "taken", "hash", Role::Auditor, idOf(9), {}, kNow});
    ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
    EXPECT_EQ(rooms.registers(mario(), "taken", kCode).error().code, codes::kLoginTaken);
    EXPECT_TRUE(rooms.registers(mario(), "mario", kCode));
}

TEST(GiveAccessCode, IsForPersonsWithoutAnAccountAndANewOneEndsTheOld) {
    Rooms rooms;
    rooms.persons.all = {mario(7), anna(8)};
    rooms.accounts.add(Account{idOf(8), "anna", "hash", Role::Family, idOf(8), {}, kNow});
    EXPECT_EQ(rooms.give_access_code(idOf(6), kCode, kNow).error().code, codes::kNotFound);
    EXPECT_EQ(rooms.give_access_code(idOf(8), kCode, kNow).error().code, codes::kAccountExists);
    ASSERT_TRUE(rooms.give_access_code(idOf(7), kCode, kNow));
    ASSERT_TRUE(rooms.give_access_code(idOf(7), "BBBBBBBBBBBBBBBB", kNow));
    EXPECT_EQ(rooms.registers(mario(), "mario", kCode).error().code, codes::kRegistrationRefused);
    EXPECT_TRUE(rooms.registers(mario(), "mario", "BBBBBBBBBBBBBBBB"));
}

TEST(AddChild, AddsANewChildAndLinksOneThatIsKnown) {
    Rooms rooms;
    rooms.persons.all = {mario(), anna()};
    auto typed = lara();
    typed.tax_code = "rsslra16p41x999o";
    EXPECT_EQ(*rooms.add_child(idOf(1), typed, kToday), idOf(2));
    EXPECT_EQ(rooms.persons.find(idOf(2)), lara());
    auto again = lara(5);
    again.given_name = "LARA ";
    EXPECT_EQ(*rooms.add_child(idOf(3), again, kToday), idOf(2)) << "the other parent's child is the same person";
    EXPECT_EQ(*rooms.add_child(idOf(3), again, kToday), idOf(2)) << "adding again is no error";
    EXPECT_EQ(rooms.persons.all.size(), 3u);
    EXPECT_EQ(rooms.persons.links.size(), 2u);
    EXPECT_TRUE(rooms.persons.isResponsibleFor(idOf(1), idOf(2)));
    EXPECT_TRUE(rooms.persons.isResponsibleFor(idOf(3), idOf(2)));
}

TEST(AddChild, RefusesInOrder) {
    struct Row {
        const char* rule;
        Id adult;
        Person child;
        ErrorCode code;
        const char* field;
    };
    auto no_code = lara(), other_birth = lara(), unborn = lara(), misnamed = lara(), moved = lara();
    no_code.tax_code[15] = 'A', no_code.born = kToday;
    other_birth.born = Date(2016y, std::chrono::September, 2d);
    unborn.tax_code = "RSSLRA26S41X999C", unborn.born = Date(2026y, std::chrono::November, 1d);
    misnamed.given_name = "Laura";
    moved.born = Date(1916y, std::chrono::September, 1d);
    for (const auto& row : std::initializer_list<Row>{
             {"the tax code is one", idOf(9), no_code, codes::kTaxCodeInvalid, "/tax_code"},
             {"the birth date fits", idOf(9), other_birth, codes::kBirthDateDiffers, "/birth_date"},
             {"they are born", idOf(9), unborn, ErrorCode::InvalidValue, "/birth_date"},
             {"the adult is known", idOf(9), misnamed, codes::kNotFound, ""},
             {"not themselves", idOf(1), mario(), ErrorCode::InvalidValue, "/birth_date"},
             {"younger than the adult", idOf(3), mario(), ErrorCode::InvalidValue, "/birth_date"},
             {"born in another century", idOf(1), moved, ErrorCode::InvalidValue, "/birth_date"},
             {"known under other names", idOf(1), misnamed, codes::kChildRefused, ""},
             {"with an account of their own", idOf(1), anna(4), codes::kChildRefused, ""},
         }) {
        Rooms rooms;
        rooms.persons.all = {mario(), lara(), anna()};
        rooms.accounts.add(Account{idOf(3), "anna", "hash", Role::Family, idOf(3), {}, kNow});
        const auto child = rooms.add_child(row.adult, row.child, kToday);
        ASSERT_FALSE(child) << row.rule;
        EXPECT_EQ(child.error().code, row.code) << row.rule;
        EXPECT_EQ(child.error().field, row.field) << row.rule;
        EXPECT_EQ(rooms.rows(), 4u) << row.rule;
    }
}

// A stranger who tries learns from the refusal neither which of the data were wrong nor that there is an account.
TEST(AddChild, RefusesAKnownChildWithoutSayingWhy) {
    Rooms rooms;
    rooms.persons.all = {mario(), lara(), anna()};
    rooms.accounts.add(Account{idOf(3), "anna", "hash", Role::Family, idOf(3), {}, kNow});
    auto misnamed = lara();
    misnamed.family_name = "Bianchi";
    const auto other_names = rooms.add_child(idOf(1), misnamed, kToday);
    const auto has_account = rooms.add_child(idOf(1), anna(4), kToday);
    EXPECT_EQ(other_names.error(), has_account.error());
    EXPECT_EQ(other_names.error().detail, "");
}

TEST(AddChild, TwentyAreTheMost) {
    Rooms rooms;
    rooms.persons.all = {mario(), lara()};
    for (std::uint8_t i = 0; i < kChildrenMax; ++i) {
        rooms.persons.all.push_back({idOf(static_cast<std::uint8_t>(100 + i)), std::to_string(i), "A", "B", kToday});
        rooms.persons.addChild(idOf(1), idOf(static_cast<std::uint8_t>(100 + i)));
    }
    EXPECT_EQ(rooms.add_child(idOf(1), lara(), kToday).error().code, codes::kTooManyChildren);
    EXPECT_EQ(
        rooms
            .add_child(idOf(1), {idOf(4), "RSSLRA12C41X999M", "Lara", "Rossi", Date(2012y, std::chrono::March, 1d)},
                       kToday)
            .error()
            .code,
        codes::kTooManyChildren);
    rooms.persons.links.pop_back();
    EXPECT_TRUE(rooms.add_child(idOf(1), lara(), kToday));
}

}  // namespace
}  // namespace buono::people
