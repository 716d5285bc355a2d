// AwardVouchers: divides what a call's sources have left over the ranking, under the number and date of an act.
//
// The first award serves from the top; a later one, when money came back, goes on where the last one stopped. All
// vouchers of an award are one change. Nobody is asked to accept. Writer's thread only.
#pragma once

#include "core/people/notices.hpp"
#include "core/programmes/ports.hpp"

namespace buono::programmes {

/// An award, and what it left in each source, in order.
struct Awarded {
    struct Remainder {
        std::string source;  ///< Its code.
        Money left;
    };
    Award award;
    std::vector<Remainder> remainders;
};

class AwardVouchers {
public:
    struct Rows {
        const Programmes& programmes;
        const Rankings& rankings;
        Vouchers& vouchers;
        people::Notices& notices;
    };
    struct Request {
        Id programme;
        std::string act_number;
        registers::Date act_date{};
        std::string actor;
    };

    AwardVouchers(Rows rows, ledger::Book& book, const registers::Calendar& calendar, registers::Ids& ids)
        : rows_{rows}, book_{book}, calendar_{calendar}, ids_{ids} {}

    Result<Awarded> operator()(const Request& request, Instant now);

private:
    Status checkTime(const Request& request, const Call& call, registers::Date today) const;
    std::vector<Money> leftOf(const Programme& programme) const;
    std::vector<Voucher> vouchersOf(const Request& request, const Programme& programme,
                                    std::span<const Waiting> waiting, std::span<const Grant> grants);
    std::uint64_t post(const Programme& programme, std::span<const Grant> grants);
    void tell(std::span<const Waiting> waiting, std::span<const Voucher> vouchers, bool is_first, Instant now);

    Rows rows_;
    ledger::Book& book_;
    const registers::Calendar& calendar_;
    registers::Ids& ids_;
};

}  // namespace buono::programmes
