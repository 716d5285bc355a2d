// Trace: where every euro comes from. Each voucher, payable and paid account carries the money of one funding source,
// or of one employer's pledge, and never meets another's; money moves only between kinds of account where a path
// exists.
#pragma once

#include "book.hpp"

namespace audit {

class Trace {
public:
    Trace(Book& book, Report& report) : book_{book}, report_{report} {}

    /// One transfer that the book has applied.
    void follow(const Entry& entry, std::size_t place);
    /// After all transfers of the entry: what its spending codes paid, their allowances allowed.
    void endEntry(const Entry& entry);
    /// At the end: every account with money has its root, and every voucher's sums fit.
    void finish();

private:
    void checkRoots(const Entry& entry, std::size_t at, const Transfer& t);
    void countVoucher(const Transfer& t);
    void countCode(const Transfer& t, std::uint16_t from, std::uint16_t to);
    void checkVoucher(std::uint64_t no);
    std::string nameOf(std::uint64_t no) const;

    Book& book_;
    Report& report_;
    std::int64_t paid_ = 0;     ///< With spending codes, in the entry under way.
    std::int64_t allowed_ = 0;  ///< By allowances.
    std::uint64_t coded_ = 0;   ///< Entries with such payments.
};

}  // namespace audit
