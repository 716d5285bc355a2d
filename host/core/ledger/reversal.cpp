#include "core/ledger/reversal.hpp"

#include "core/register/codes.hpp"

namespace buono::ledger {

std::vector<Transfer> reversalOf(const Entry& entry) {
    std::vector<Transfer> group;
    for (auto at = entry.transfers.rbegin(); at != entry.transfers.rend(); ++at) {
        const auto& t = *at;
        if (t.action != Action::Post && t.action != Action::Capture) continue;
        group.push_back(
            {Action::Post, static_cast<std::uint16_t>(Code::Correction), t.credit, t.debit, t.cents, 0, entry.seq});
    }
    return group;
}

Result<std::uint64_t> Reverse::operator()(std::uint64_t seq) {
    const auto found = seq == 0 ? std::vector<KeptEntry>{} : entries_.from(seq, 1, 1);
    if (found.empty() || found.front().entry.seq != seq) return Error{codes::kEntryNotFound, {}, {}};
    if (reversals_.of(seq)) return Error{codes::kEntryReversed, {}, {}};
    const auto group = reversalOf(found.front().entry);
    if (group.empty()) return Error{codes::kNothingToReverse, {}, {}};
    const auto by = book_.post(group);
    if (by) reversals_.add(seq, *by);
    return by;
}

}  // namespace buono::ledger
