// Threshold: how much benefit of TUIR art. 51 c. 3 a person may have in a year without tax, and the law that says so.
//
// It is a cliff: one cent beyond it and the whole of the year is taxed. It counts everything one employer gives in the
// year; what other employers give is the employee's own declaration. Data and pure functions; any thread.
#pragma once

#include <string_view>

#include <buono/money.hpp>

#include "core/register/time.hpp"

namespace buono::welfare {

struct Threshold {
    Money ordinary;
    Money with_dependent_child;  ///< For a parent who declared a fiscally dependent child: whole for each parent.
    std::string_view source;     ///< The law, for people to read.

    Money of(bool dependent_child) const { return dependent_child ? with_dependent_child : ordinary; }
};

/// That of a tax year.
Threshold thresholdOf(int year);

/// Days on which what reaches an employee counts in this tax year: all of it, and until 12 January of the next
/// (TUIR art. 51 c. 1).
bool countsIn(int year, registers::Date day);

}  // namespace buono::welfare
