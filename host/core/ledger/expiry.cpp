#include "core/ledger/expiry.hpp"

#include "core/register/codes.hpp"

namespace buono::ledger {

Result<std::uint64_t> expire(Book& book, std::span<const HoldNo> holds, registers::Instant deadline) {
    if (book.time() < deadline) return Error{codes::kHoldNotDue, {}, {}};
    std::vector<Transfer> group;
    group.reserve(holds.size());
    for (const auto hold : holds) {
        const auto found = book.holds().find(hold);
        if (found == book.holds().end()) return Error{codes::kHoldNotFound, {}, {}};
        const auto& held = found->second;
        group.push_back(
            {Action::Release, static_cast<std::uint16_t>(Code::Expiry), held.debit, held.credit, held.cents, hold, 0});
    }
    return book.post(group);
}

}  // namespace buono::ledger
