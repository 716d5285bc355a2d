#include "core/purchases/holds.hpp"

#include <algorithm>

namespace buono::purchases {
namespace {

ledger::Transfer ending(const ledger::Book& book, ledger::HoldNo hold, ledger::Action action, ledger::Code code) {
    const auto& held = book.holds().at(hold);
    return {action, static_cast<std::uint16_t>(code), held.debit, held.credit, held.cents, hold, 0};
}

}  // namespace

std::vector<ledger::HoldNo> openHolds(const Purchase& purchase) {
    std::vector<ledger::HoldNo> open;
    for (const auto& share : purchase.shares) {
        const bool ended = purchase.lines[static_cast<std::size_t>(share.line)].redeemed;
        if (share.hold != 0 && !ended) open.push_back(share.hold);
    }
    return open;
}

std::vector<ledger::Transfer> releases(const ledger::Book& book, const Purchase& purchase, ledger::Code code) {
    std::vector<ledger::Transfer> group;
    for (const auto hold : openHolds(purchase)) group.push_back(ending(book, hold, ledger::Action::Release, code));
    return group;
}

std::vector<ledger::Transfer> captures(const ledger::Book& book, const Purchase& purchase, std::span<const int> lines) {
    std::vector<ledger::Transfer> group;
    for (const auto& share : purchase.shares) {
        if (share.hold == 0 || std::find(lines.begin(), lines.end(), share.line) == lines.end()) continue;
        group.push_back(ending(book, share.hold, ledger::Action::Capture, ledger::Code::Redemption));
    }
    return group;
}

}  // namespace buono::purchases
