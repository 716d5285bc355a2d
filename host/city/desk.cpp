#include "city/desk.hpp"

#include "adapters/store/database.hpp"

namespace buono::city {
namespace {

std::unique_ptr<store::Connection> reader(const std::string& database) {
    auto connection = store::open(database, store::Mode::Reading);
    if (!connection) throw store::StoreDown{connection.error().detail};
    return *std::move(connection);
}

/// Owns what a Desk refers to.
struct Furnished {
    explicit Furnished(const Shared& s)
        : connection{reader(s.database)},
          rows{*connection, s.tools},
          reading{rows, rows.balances, s.tools},
          applications{{rows.programmes, rows.rankings, rows.applications, rows.persons, rows.notices},
                       s.book,
                       s.tools.calendar,
                       s.tools.ids},
          credits{{rows.plans, rows.credits, rows.persons, rows.balances, s.tools.calendar}},
          kinds{{std::string{programmes::kApplicationsKind}, &applications},
                {std::string{welfare::kCredits}, &credits}},
          views{rows, reading, kinds, s.tools},
          desk{s.registry,     s.tools.ids, s.tools.clock, s.tools.calendar,
               s.tools.digest, views.all,   s.changes,     s.lobby} {}

    std::unique_ptr<store::Connection> connection;
    Rows rows;
    Reading reading;
    programmes::ApplicationsImport applications;
    welfare::CreditImport credits;
    registers::ImportKinds kinds;
    Views views;
    http::Desk desk;
};

}  // namespace

std::shared_ptr<http::Desk> makeDesk(const Shared& shared) {
    auto all = std::make_shared<Furnished>(shared);
    return {all, &all->desk};
}

}  // namespace buono::city
