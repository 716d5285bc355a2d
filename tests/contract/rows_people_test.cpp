// Rows of people, accounts, sessions, plugin values and the account directory: what is kept is what is found, and both
// engines answer alike.
#include "adapters/store/accounts_rows.hpp"
#include "adapters/store/instruments_rows.hpp"
#include "adapters/store/people_rows.hpp"
#include "adapters/store/plugin_rows.hpp"
#include "contract/recording.hpp"

namespace buono::test {
namespace {

using registers::Id;
using store::Connection;

void accounts(Connection& connection) {
    store::AccountsRows rows{connection};
    const people::Account account{idOf(1), "anna.rossi", "$argon2id$v=19$x", people::Role::Family, idOf(2), {}, {7}};
    const people::Account staff{idOf(3), "desk", "$argon2id$v=19$y", people::Role::SpaceOperator, idOf(3),
                                idOf(9), {8}};
    rows.add(account);
    rows.add(staff);
    EXPECT_FALSE(rows.byLogin("anna"));
    EXPECT_EQ(rows.byLogin("anna.rossi")->password_hash, account.password_hash);
    EXPECT_EQ(rows.byPerson(idOf(2))->id, idOf(1));
    EXPECT_EQ(rows.byPerson(idOf(3))->scope, idOf(9));
    EXPECT_TRUE(rows.byLogin("anna.rossi")->scope.isNil());

    const people::Session session{idOf(4), {5},  idOf(3), people::Role::SpaceOperator, idOf(3), idOf(9),
                                  {10},    {11}, {99}};
    const people::Session other{idOf(6), {6}, idOf(1), people::Role::Family, idOf(2), {}, {10}, {11}, {50}};
    rows.add(session);
    rows.add(other);
    EXPECT_FALSE(rows.session({7}));
    const auto found = rows.session({5});
    EXPECT_EQ(found->account, idOf(3));
    EXPECT_EQ(found->role, people::Role::SpaceOperator);
    EXPECT_EQ(found->expires.us, 99);
    rows.touch(idOf(4), {20});
    EXPECT_EQ(rows.session({5})->last_seen.us, 20);
    rows.endExpired({50});
    EXPECT_FALSE(rows.session({6}));
    rows.end(idOf(4));
    EXPECT_FALSE(rows.session({5}));
}
TEST(StoreStatements, Accounts) { onBoth(accounts); }

void persons(Connection& connection) {
    store::Vault vault{connection, {{1}, {2}}};
    store::PersonsRows rows{connection, vault};
    const people::Person adult{idOf(1), "RSSNNA85M41F205X", "Anna", "Rossi", day("1985-08-01")};
    const people::Person child{idOf(2), "RSSLCU15A01F205Y", "Luca | èò", "D'Rossi", day("2015-01-01")};
    const people::Person second{idOf(3), "RSSGLI18A41F205Z", "Giulia", "Rossi", day("2018-01-01")};
    for (const auto& person : {adult, second, child}) rows.add(person);
    rows.addChild(idOf(1), idOf(3));
    rows.addChild(idOf(1), idOf(2));
    EXPECT_EQ(rows.find(idOf(2)), child);
    EXPECT_FALSE(rows.find(idOf(9)));
    EXPECT_EQ(rows.byTaxCode(adult.tax_code), idOf(1));
    EXPECT_FALSE(rows.byTaxCode("RSSNNA85M41F205"));
    EXPECT_EQ(rows.childrenOf(idOf(1)), (std::vector{child, second}));
    EXPECT_TRUE(rows.isResponsibleFor(idOf(1), idOf(2)));
    EXPECT_FALSE(rows.isResponsibleFor(idOf(2), idOf(1)));
    vault.destroy(idOf(2));
    EXPECT_FALSE(rows.find(idOf(2)));
    EXPECT_EQ(rows.childrenOf(idOf(1)), std::vector{second});

    store::AccessCodesRows codes{connection, vault};
    codes.put({idOf(1), {50}}, "FIRST");
    codes.put({idOf(1), {60}}, "SECOND");
    EXPECT_FALSE(codes.find("FIRST"));
    EXPECT_EQ(codes.find("SECOND")->person, idOf(1));
    EXPECT_EQ(codes.find("SECOND")->expires.us, 60);
    codes.remove(idOf(1));
    EXPECT_FALSE(codes.find("SECOND"));
}
TEST(StoreStatements, Persons) { onBoth(persons); }

void notices(Connection& connection) {
    store::NoticesRows rows{connection};
    for (std::uint8_t i = 1; i <= 5; ++i)
        rows.add({idOf(i), i == 3 ? idOf(8) : idOf(9), std::string{people::notice::kRedeemed}, idOf(70), {i}, false});
    EXPECT_EQ(ids(rows.ofPerson(idOf(9), {}, 3)), "5 4 2");
    EXPECT_EQ(ids(rows.ofPerson(idOf(9), idOf(4), 3)), "2 1");
    EXPECT_EQ(rows.unseen(idOf(9)), 4);
    rows.markSeen(idOf(9), {4});
    EXPECT_EQ(rows.unseen(idOf(9)), 1);
    EXPECT_EQ(rows.unseen(idOf(8)), 1);
    const auto seen = rows.ofPerson(idOf(9), idOf(5), 1).at(0);
    EXPECT_TRUE(seen.seen);
    EXPECT_EQ(seen.kind, people::notice::kRedeemed);
    EXPECT_EQ(seen.subject, idOf(70));
    EXPECT_EQ(seen.at.us, 4);
}
TEST(StoreStatements, Notices) { onBoth(notices); }

void assistances(Connection& connection) {
    const store::Vault vault{connection, {{1}, {2}}};
    store::AssistancesRows rows{connection, vault};
    rows.add({idOf(1), idOf(10), idOf(20), idOf(30), {5}, {50}});
    rows.add({idOf(2), idOf(11), idOf(20), idOf(30), {6}, {60}});
    EXPECT_EQ(ids(rows.ofOperator(idOf(20), {49})), "2 1");
    EXPECT_EQ(ids(rows.ofOperator(idOf(20), {50})), "2");
    EXPECT_EQ(ids(rows.withPerson(idOf(10), {49})), "1");
    EXPECT_EQ(rows.find(idOf(2))->space, idOf(30));
    EXPECT_EQ(rows.find(idOf(2))->opened.us, 6);
    EXPECT_FALSE(rows.find(idOf(3)));
    rows.end(idOf(2), {10});
    EXPECT_EQ(rows.find(idOf(2))->ends.us, 10);

    rows.putCode({idOf(10), {50}}, "FIRST");
    rows.putCode({idOf(10), {60}}, "SECOND");
    EXPECT_FALSE(rows.code("FIRST"));
    EXPECT_EQ(rows.code("SECOND")->expires.us, 60);
    rows.removeCode(idOf(10));
    EXPECT_FALSE(rows.code("SECOND"));
}
TEST(StoreStatements, Assistances) { onBoth(assistances); }

void drawers(Connection& connection) {
    store::DrawerRows rows{connection};
    const std::string value{"a\0b", 3};
    EXPECT_FALSE(rows.find("desk", "key"));
    EXPECT_EQ(rows.size("desk"), 0);
    EXPECT_TRUE(rows.put("desk", "key", value, 0));
    EXPECT_FALSE(rows.put("desk", "key", "other", 0));
    EXPECT_TRUE(rows.put("desk", "key", "longer value", 1));
    EXPECT_TRUE(rows.put("desk", "other", "", 0));
    EXPECT_TRUE(rows.put("elsewhere", "key", value, 0));
    EXPECT_EQ(rows.find("desk", "key")->value, "longer value");
    EXPECT_EQ(rows.find("desk", "key")->version, 2);
    EXPECT_EQ(rows.find("elsewhere", "key")->value, value);
    EXPECT_EQ(rows.size("desk"), 3 + 12 + 5);
}
TEST(StoreStatements, Drawers) { onBoth(drawers); }

void directory(Connection& connection) {
    store::DirectoryRows rows{connection};
    const instruments::Purpose city{
        ledger::AccountKind::Payable, idOf(1), {instruments::DebtorKind::City, idOf(2)}, ""};
    const instruments::Purpose employer{
        ledger::AccountKind::Payable, idOf(1), {instruments::DebtorKind::Employer, idOf(2)}, ""};
    const instruments::Purpose till{ledger::AccountKind::Received, idOf(1), {}, "cash_desk"};
    rows.add(12, city);
    rows.add(11, employer);
    rows.add(13, till);
    EXPECT_EQ(rows.find(city), 12);
    EXPECT_EQ(rows.find(employer), 11);
    EXPECT_EQ(rows.find(till), 13);
    EXPECT_FALSE(rows.find({ledger::AccountKind::Paid, idOf(1), {}, ""}));
    const auto payables = rows.ofKind(ledger::AccountKind::Payable);
    EXPECT_EQ(each(payables, [](const auto& one) { return std::to_string(one.account); }), "11 12");
    EXPECT_EQ(payables.at(1).purpose, city);
}
TEST(StoreStatements, Directory) { onBoth(directory); }

}  // namespace
}  // namespace buono::test
