// buono-audit on both engines: the same city is proven, and the same fault named, wherever it is kept.
#include <set>

#include "audit/city.hpp"
#include "audit/program.hpp"
#include "contract/place.hpp"
#include "support/folder.hpp"

namespace buono::test {
namespace {

using store::Engine;

store::Value valueOf(const city::Value& value) {
    if (value.type == city::Value::Number) return value.number;
    if (value.type == city::Value::Text) return value.bytes;
    return store::Bytes{reinterpret_cast<const std::uint8_t*>(value.bytes.data()), value.bytes.size()};
}

/// The small city, copied row by row into a migrated place; `bend` is run on it then.
class AuditOnStore : public StoreTest {
protected:
    city::Answer audited(const std::string& bend, std::vector<std::string> arguments = {}) const {
        const Folder folder;
        city::City::small().write(folder / "city.db");
        const Place place{GetParam()};
        {
            const auto connection = place.open(store::Mode::Writing);
            letFactsBend(*connection);
            connection->begin();
            std::set<std::string> emptied;
            city::eachRow(folder / "city.db", [&](const std::string& table, const std::string& insert,
                                                  const std::vector<city::Value>& values) {
                if (emptied.insert(table).second) connection->script("DELETE FROM " + table);  // Of its first row.
                std::vector<store::Value> all;
                for (const auto& value : values) all.push_back(valueOf(value));
                static std::set<std::string> kept;  // Statements are told apart by where their text stands.
                connection->write(kept.insert(insert).first->c_str(), all);
            });
            connection->commit();
            if (!bend.empty()) connection->script(bend);
        }
        arguments.push_back(place.where());
        return city::audit(arguments);
    }
};

}  // namespace

TEST_P(AuditOnStore, ProvesAGoodCity) {
    const auto answer = audited("");
    EXPECT_EQ(answer.exit, 0) << answer.out << answer.error;
    EXPECT_EQ(answer.out.find("  not there"), std::string::npos) << answer.out;
    const auto head = city::City::small();
    EXPECT_NE(answer.out.find("head 16:" + city::hex(head.hashAt(16))), std::string::npos) << answer.out;
}

TEST_P(AuditOnStore, NamesEachFaultTheSameWay) {
    struct Case {
        const char* sql;
        const char* faults;
        const char* told;
    };
    const Case cases[] = {
        {"UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 4) WHERE seq = 12", "chain", "entry 12:"},
        {"DELETE FROM journal WHERE seq = 12", "sequence chain balances causes purchases", "entry 12 is missing"},
        {"UPDATE ledger_accounts SET credits_posted = credits_posted + 1 WHERE no = 5", "zero balances",
         "stored credits posted 200.01 EUR, the journal's 200.00 EUR"},
        {"UPDATE ledger_head SET hash = NULL", "heads", "another hash"},
        {"DELETE FROM audit WHERE seq = 7", "causes replies", "entry 7 has no audit line"},
        {"DELETE FROM replies WHERE key = 'pay'", "replies", "under key pay has no reply"},
        {"UPDATE purchases SET total_cents = 8001 WHERE total_cents = 8000", "purchases", "its shares make 80.00 EUR"},
        {"UPDATE purchase_lines SET price_cents = 8001 WHERE price_cents = 8000", "purchases", "its shares make 80.00"},
        {"UPDATE purchase_shares SET cents = 2900 WHERE cents = 3000", "purchases", "pays 29.00 EUR of 30.00 EUR"},
        {"UPDATE programmes SET buy_by = '2026-02-24'", "purchases",
         "of 2026-02-25 is paid with a voucher to buy with"},
        {"UPDATE purchases SET state = 6 WHERE state = 2", "purchases", "its hold 15:0 is still open"},
        {"UPDATE purchase_shares SET instrument = purchase WHERE cents = 8000", "purchases", "no voucher of the child"},
        {"UPDATE replies SET seq = 17 WHERE key = 'pay'", "replies", "to city under key pay names entry 17"},
        {"UPDATE vouchers SET cents = cents + 100 WHERE account = 6", "rows", "voucher of account 6 is of 101.00 EUR"},
        {"UPDATE redemption_dues SET cents = 7000 WHERE cents = 6000", "dues", "redemptions made 70.00 EUR due"},
        {"UPDATE payout_dues SET due = 5", "payouts", "pays due 5 of redemption"},
        {"UPDATE settlements SET cents = cents + 1", "payouts", "is of 200.01 EUR, its payouts make 200.00 EUR"},
        {"DROP TABLE ledger_holds", "balances", "no table ledger_holds"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.sql);
        const auto answer = audited(c.sql);
        EXPECT_EQ(answer.exit, 1) << answer.error;
        EXPECT_EQ(answer.faults(), c.faults) << answer.out;
        EXPECT_NE(answer.out.find(c.told), std::string::npos) << answer.out;
    }
}

ON_BOTH_STORES(AuditOnStore);

}  // namespace buono::test
