// Rows of the catalogue and of purchases: what is kept is what is found, and both engines answer alike.
#include "adapters/store/catalogue_rows.hpp"
#include "adapters/store/purchases_rows.hpp"
#include "contract/recording.hpp"

namespace buono::test {
namespace {

using registers::Id;
using store::Connection;

void catalogue(Connection& connection) {
    store::ShowcaseWindow window;
    store::CatalogueRows rows{connection, window};
    catalogue::Ente ente{idOf(1),
                         "coop-uno",
                         "Cooperativa Uno",
                         "01234567897",
                         "IT60X0542811101000000123456",
                         "Coop Uno",
                         "register_book",
                         true,
                         true};
    const catalogue::Ente other{
        idOf(2), "aps-due", "Associazione Due", "12345678903", "IT60X0542811101000000123457", "Aps Due", "",
        false,   false};
    rows.keep(ente);
    rows.keep(other);
    EXPECT_EQ(rows.ente(idOf(1)), ente);
    EXPECT_EQ(rows.enteBySlug("aps-due"), other);
    EXPECT_FALSE(rows.ente(idOf(3)));
    EXPECT_EQ(ids(rows.enti()), "2 1");
    ente.name = "Aa Cooperativa";
    ente.provider = "";
    rows.keep(ente);
    EXPECT_EQ(rows.enti(), (std::vector{ente, other}));

    catalogue::Service swimming{
        idOf(10),          "nuoto", idOf(1), {"Nuoto", "Swimming"}, {"Corso", "Course"},
        "sport",           "cat",   3,       euro(21000),           catalogue::WelfareCategory::Sport,
        day("2026-08-31"), true,    true};
    const catalogue::Service care{idOf(11),     "assistenza",
                                  idOf(1),      {"Assistenza", "Care"},
                                  {"", ""},     "",
                                  "care",       0,
                                  euro(2000),   catalogue::WelfareCategory::Care,
                                  std::nullopt, false,
                                  false};
    rows.keep(swimming);
    rows.keep(care);
    EXPECT_EQ(rows.service(idOf(10)), swimming);
    EXPECT_EQ(rows.service(idOf(11)), care);
    EXPECT_EQ(rows.services(), (std::vector{care, swimming}));
    EXPECT_EQ(ids(rows.ofEnte(idOf(1))), "11 10");
    EXPECT_TRUE(rows.ofEnte(idOf(2)).empty());
    swimming.price = euro(22000);
    rows.keep(swimming);
    EXPECT_EQ(rows.service(idOf(10)), swimming);

    const catalogue::Space space{idOf(20), "WeMi Nord", "via Uno 1", 9, "Coop", "aperto"};
    const catalogue::Space first{idOf(21), "WeMi Centro", "via Due 2", 1, "", ""};
    rows.keep(space);
    rows.keep(first);
    EXPECT_EQ(rows.spaces(), (std::vector{first, space}));

    using catalogue::TermKind;
    const std::vector<catalogue::Term> areas{{TermKind::Area, "sport", {"Sport", "Sport"}},
                                             {TermKind::Area, "arte", {"Arte", "Art"}}};
    rows.keepTerms(TermKind::Area, {areas[1]});
    rows.keepTerms(TermKind::Category, {{TermKind::Category, "care", {"Cura", "Care"}}});
    rows.keepTerms(TermKind::Area, areas);
    EXPECT_EQ(rows.terms(TermKind::Area), areas);
    EXPECT_EQ(rows.terms(TermKind::Category).size(), 1);

    const auto before = rows.index();
    EXPECT_EQ(rows.index(), before);
    rows.renew();
    EXPECT_EQ(rows.index()->version(), before->version() + 1);
}
TEST(StoreStatements, Catalogue) { onBoth(catalogue); }

const instruments::Debtor kCity{instruments::DebtorKind::City, idOf(60)};

purchases::Purchase purchaseOf(std::uint8_t number) {
    purchases::Purchase purchase;
    purchase.id = idOf(number);
    purchase.payer = idOf(50);
    purchase.ente = idOf(51);
    purchase.method = "cash_desk";
    purchase.total = euro(24000);
    purchase.direct = euro(1000);
    purchase.at = {number};
    purchase.seq = 7;
    purchase.lines = {{idOf(52), idOf(53), "Nuoto", euro(21000), false},
                      {idOf(54), idOf(53), "Quota", euro(3000), false}};
    purchase.shares = {{0, idOf(55), instruments::Kind::Voucher, kCity, euro(20000), 196609},
                       {0, {}, instruments::Kind::Direct, {}, euro(1000), 0},
                       {1,
                        idOf(56),
                        instruments::Kind::WelfareCredit3,
                        {instruments::DebtorKind::Employer, idOf(61)},
                        euro(3000),
                        196610}};
    return purchase;
}

void purchases_(Connection& connection) {
    store::PurchasesRows rows{connection};
    for (std::uint8_t number = 1; number <= 4; ++number) rows.add(purchaseOf(number));
    EXPECT_EQ(ids(rows.ofPayer(idOf(50), {{}, 2})), "4 3");
    EXPECT_EQ(ids(rows.ofPayer(idOf(50), {idOf(3), 9})), "2 1");
    EXPECT_TRUE(rows.ofPayer(idOf(51), {}).empty());
    EXPECT_FALSE(rows.find(idOf(9)));

    auto purchase = *rows.find(idOf(2));
    EXPECT_EQ(purchase.ente, idOf(51));
    EXPECT_EQ(purchase.method, "cash_desk");
    EXPECT_EQ(purchase.total, euro(24000));
    EXPECT_EQ(purchase.direct, euro(1000));
    EXPECT_EQ(each(purchase.lines, [](const auto& l) { return l.title + l.price.text(); }), "Nuoto210.00 Quota30.00");
    EXPECT_EQ(each(purchase.shares, [](const auto& s) { return std::to_string(s.line) + s.amount.text(); }),
              "0200.00 010.00 130.00");
    EXPECT_EQ(purchase.shares[0].hold, 196609);
    EXPECT_EQ(purchase.shares[0].debtor, kCity);
    EXPECT_EQ(purchase.shares[2].kind, instruments::Kind::WelfareCredit3);

    purchase.state = purchases::State::PartlyRedeemed;
    purchase.code_issue = 3;
    purchase.direct_received = true;
    purchase.direct_owed_back = true;
    purchase.seq = 12;
    rows.keep(purchase);
    rows.markRedeemed(idOf(2), 1);
    const auto kept = *rows.find(idOf(2));
    EXPECT_EQ(kept.state, purchases::State::PartlyRedeemed);
    EXPECT_EQ(kept.code_issue, 3);
    EXPECT_TRUE(kept.direct_received && kept.direct_owed_back);
    EXPECT_EQ(kept.seq, 12);
    EXPECT_FALSE(kept.lines[0].redeemed);
    EXPECT_TRUE(kept.lines[1].redeemed);
    EXPECT_EQ(rows.find(idOf(1))->state, purchases::State::Reserving);
    EXPECT_EQ(ids(rows.owedBack(idOf(51), 9)), "2");
    EXPECT_EQ(rows.owedBack(idOf(51), 9)[0].lines.size(), 2);
    EXPECT_TRUE(rows.owedBack(idOf(50), 9).empty());
}
TEST(StoreStatements, Purchases) { onBoth(purchases_); }

void operations(Connection& connection) {
    store::OperationsRows rows{connection};
    purchases::Operation pay{.id = idOf(1),
                             .subject = idOf(11),
                             .ente = idOf(51),
                             .plugin = "cash_desk",
                             .amount = euro(1000),
                             .ref = {},
                             .waits_for = {},
                             .receipt = {},
                             .at = {5},
                             .pay_by = {50}};
    auto redeem = pay;
    redeem.id = idOf(2);
    redeem.purpose = purchases::Purpose::Redeem;
    redeem.subject = idOf(12);
    rows.add(redeem);
    rows.add(pay);
    EXPECT_EQ(rows.find(idOf(1))->pay_by.us, 50);
    EXPECT_EQ(rows.ofSubject(idOf(12))->id, idOf(2));
    EXPECT_FALSE(rows.ofSubject(idOf(13)));
    EXPECT_EQ(ids(rows.atTill(idOf(51), 10)), "1");

    pay.outcome = purchases::Outcome::Approved;
    pay.ended = true;
    pay.ref = "R1";
    pay.waits_for = "pay_at_till";
    pay.receipt = "2026/7";
    pay.looks = 4;
    rows.keep(pay);
    const auto kept = *rows.find(idOf(1));
    EXPECT_EQ(kept.outcome, purchases::Outcome::Approved);
    EXPECT_TRUE(kept.ended);
    EXPECT_EQ(kept.ref + kept.waits_for + kept.receipt, "R1pay_at_till2026/7");
    EXPECT_EQ(kept.looks, 4);
    EXPECT_EQ(kept.amount, euro(1000));
    EXPECT_TRUE(rows.atTill(idOf(51), 10).empty());

    auto pending = redeem, unheard = redeem;
    pending.id = idOf(3), pending.subject = idOf(13);
    pending.outcome = purchases::Outcome::Pending;
    unheard.id = idOf(4), unheard.subject = idOf(14);
    unheard.outcome = purchases::Outcome::NotFound;
    rows.add(pending);
    rows.add(unheard);
    EXPECT_EQ(rows.doubtUnsent(), 2);
    EXPECT_EQ(rows.find(idOf(1))->outcome, purchases::Outcome::Approved);
    EXPECT_EQ(rows.find(idOf(2))->outcome, purchases::Outcome::Unknown);
    EXPECT_EQ(rows.find(idOf(3))->outcome, purchases::Outcome::Pending);
    EXPECT_EQ(rows.find(idOf(4))->outcome, purchases::Outcome::Unknown);
}
TEST(StoreStatements, Operations) { onBoth(operations); }

void redemptions(Connection& connection) {
    store::RedemptionsRows rows{connection};
    purchases::Redemption redemption{.id = idOf(1),
                                     .ente = idOf(51),
                                     .purchase = idOf(11),
                                     .spending_code = {},
                                     .state = purchases::RedemptionState::Asking,
                                     .lines = {0, 12},
                                     .dues = {{kCity, 31, euro(20000)}, {{}, 0, euro(1000)}},
                                     .total = euro(21000),
                                     .provider_ref = {},
                                     .at = {9}};
    rows.add(redemption);
    EXPECT_TRUE(rows.isAsking(idOf(11)));
    EXPECT_FALSE(rows.isAsking(idOf(12)));
    auto other = redemption;
    other.id = idOf(2);
    other.purchase = {};
    other.spending_code = idOf(13);
    other.lines = {};
    rows.add(other);
    EXPECT_EQ(ids(rows.ofEnte(idOf(51), {})), "2 1");
    EXPECT_EQ(ids(rows.ofEnte(idOf(51), {idOf(2), 1})), "1");
    EXPECT_TRUE(rows.find(idOf(2))->lines.empty());
    EXPECT_EQ(rows.find(idOf(2))->spending_code, idOf(13));

    redemption.state = purchases::RedemptionState::Done;
    redemption.provider_ref = "B-9";
    redemption.seq = 33;
    rows.keep(redemption);
    const auto kept = *rows.find(idOf(1));
    EXPECT_EQ(kept.state, purchases::RedemptionState::Done);
    EXPECT_EQ(kept.provider_ref, "B-9");
    EXPECT_EQ(kept.seq, 33);
    EXPECT_EQ(kept.lines, (std::vector{0, 12}));
    EXPECT_EQ(kept.dues.at(0).debtor, kCity);
    EXPECT_EQ(kept.dues.at(0).payable, 31);
    EXPECT_EQ(kept.dues.at(1).amount, euro(1000));
    EXPECT_FALSE(rows.isAsking(idOf(11)));
}
TEST(StoreStatements, Redemptions) { onBoth(redemptions); }

void codes(Connection& connection) {
    store::KnownCodes known;
    store::CodesRows rows{connection, known};
    rows.add({{1}, purchases::CodeKind::Purchase, idOf(1), 2});
    rows.add({{2}, purchases::CodeKind::Spending, idOf(1), 1});
    EXPECT_EQ(rows.find({1})->issue, 2);
    EXPECT_FALSE(rows.find({3}));
    EXPECT_TRUE(rows.isCurrent(*rows.find({1})));
    rows.remove(purchases::CodeKind::Purchase, idOf(1));
    EXPECT_TRUE(rows.find({1}));  // Remembered,
    EXPECT_FALSE(rows.isCurrent(*rows.find({1})));
    store::KnownCodes nothing;
    EXPECT_FALSE((store::CodesRows{connection, nothing}).find({1}));  // and not there any more.

    purchases::SpendingCode code{.id = idOf(1),
                                 .holder = idOf(50),
                                 .beneficiary = idOf(53),
                                 .instrument = idOf(55),
                                 .account = 4,
                                 .debtor = kCity,
                                 .amount = euro(5000),
                                 .allowance = 9,
                                 .ente = idOf(51),
                                 .area = "sport",
                                 .expires = {77}};
    rows.addSpending(code);
    code.id = idOf(2);
    code.ente = {};
    code.allowance = 10;
    rows.addSpending(code);
    EXPECT_EQ(ids(rows.ofHolder(idOf(50), {})), "2 1");
    EXPECT_EQ(ids(rows.ofHolder(idOf(50), {idOf(2), 5})), "1");
    const auto permit = rows.permit(*rows.find({2}));
    ASSERT_TRUE(permit);
    EXPECT_EQ(permit->allowance, 9);
    EXPECT_EQ(permit->expires.us, 77);
    code.issue = 5;
    code.allowance = 11;
    rows.keepSpending(code);
    const auto kept = *rows.spendingCode(idOf(2));
    EXPECT_EQ(kept.allowance, 11);
    EXPECT_EQ(kept.amount, euro(5000));
    EXPECT_EQ(kept.account, 4);
    EXPECT_EQ(kept.debtor, kCity);
    EXPECT_EQ(kept.area, "sport");
    EXPECT_EQ(kept.issue, 5);
    EXPECT_TRUE(kept.ente.isNil());
    EXPECT_EQ(rows.spendingCode(idOf(1))->ente, idOf(51));
    EXPECT_EQ(ids(rows.ofAllowances(std::array<ledger::AccountNo, 3>{9, 10, 11})), "1 2");
    EXPECT_EQ(ids(rows.ofAllowances(std::array<ledger::AccountNo, 1>{10})), "2");  // Before it was renewed.

    // A code whose permit is of a later issue already is not the one that was made for it.
    rows.add({{4}, purchases::CodeKind::Spending, idOf(2), 4});
    EXPECT_FALSE(rows.find({4}));
}
TEST(StoreStatements, Codes) { onBoth(codes); }

}  // namespace
}  // namespace buono::test
