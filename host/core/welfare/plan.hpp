// Plan: an employer's promise for one tax year: how much, where and until when its people may spend it.
//
// OpenPlan records the promise in the ledger (Pledge -> Promise); no money comes to the city or to Buono. One legal
// basis so far, TUIR art. 51 c. 3; another is a row of rulesOf() with its threshold. Writer's thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <buono/money.hpp>
#include <buono/result.hpp>

#include "core/instruments/instrument.hpp"
#include "core/instruments/payables.hpp"
#include "core/register/id.hpp"
#include "core/register/time.hpp"
#include "core/welfare/employer.hpp"

namespace buono::catalogue {
class Places;
}

namespace buono::welfare {

/// The law a plan rests on. The number is kept in rows.
enum class LegalBasis : std::uint8_t {
    C3 = 3,  ///< TUIR art. 51 c. 3: goods and services within the yearly threshold.
};

/// When a credit counts towards the threshold. The number is kept in rows.
enum class CountsWhen : std::uint8_t {
    Credited = 1,  ///< As soon as the employee has it.
};

/// "tuir_51_3", "credited": the words of the API.
std::string_view word(LegalBasis basis);
std::string_view word(CountsWhen when);

/// What the law makes of credits of a basis.
struct Rules {
    instruments::Kind kind;
    CountsWhen counts_when;
};
Rules rulesOf(LegalBasis basis);

struct Plan {
    Id id;
    Id employer;
    std::string name;  ///< Shown to the employee on the credit.
    LegalBasis basis = LegalBasis::C3;
    int year = 0;
    Money amount;                   ///< Promised in all.
    ledger::AccountNo account = 0;  ///< Promise: what is not yet credited to people.
    registers::Date usable_from{};  ///< First and last day a purchase may use a credit of it.
    registers::Date usable_until{};
    registers::Date service_ends_by{};
    std::vector<std::string> areas;       ///< Empty allows any.
    std::vector<std::string> categories;  ///< Empty allows any.
    registers::Instant opened;
    std::uint64_t seq = 0;  ///< Ledger entry of the promise.
};

struct PlanOrder {
    Id employer;
    std::string name;
    int year = 0;
    Money amount;
    std::optional<registers::Date> usable_from;      ///< 1 January of the year.
    std::optional<registers::Date> usable_until;     ///< 31 December of the year.
    std::optional<registers::Date> service_ends_by;  ///< As usable_until.
    std::vector<std::string> areas;
    std::vector<std::string> categories;
};

class Plans;

class OpenPlan {
public:
    struct Around {
        const Employers& employers;
        Plans& plans;
        const catalogue::Places& places;
        registers::Ids& ids;
        const registers::Calendar& calendar;
    };

    OpenPlan(ledger::Book& book, instruments::Payables& payables, Around around)
        : book_{book}, payables_{payables}, around_{around} {}

    /// Refuses, in this order: an employer that is none, a name or amount that is nothing, a year that is over or more
    /// than one ahead, dates out of order or outside the year (services may end in the next), areas or categories that
    /// the catalogue does not have.
    Result<Plan> operator()(const PlanOrder& order, registers::Instant now);

private:
    Status check(const Plan& plan, registers::Date today) const;

    ledger::Book& book_;
    instruments::Payables& payables_;
    Around around_;
};

}  // namespace buono::welfare
