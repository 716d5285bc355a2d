#include "core/purchases/tell.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace buono::purchases {
namespace {

using registers::Errand;

/// The same for the same errands: asked again, the change is known.
std::string nameOf(std::span<const Errand> errands) {
    std::string name = errands.front().kind;
    for (const auto& errand : errands) name += ':' + std::to_string(errand.number);
    return name;
}

}  // namespace

Status Tell::operator()(std::span<const Errand> errands) {
    const auto codes = codesOf(errands);
    const auto name = desk_.digest.sha256(nameOf(errands));
    Id half;  // Of the digest: enough to be this list's alone, and short enough for a key.
    std::copy_n(name.begin(), half.bytes.size(), half.bytes.begin());
    const registers::Ticket ticket{"courier", half.text(), name, errands.front().kind};
    const auto reply = desk_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        tell(errands, codes);
        return registers::Reply{200, {}};
    });
    return reply ? kOk : Status{reply.error()};
}

Tell::Codes Tell::codesOf(std::span<const Errand> errands) const {
    Codes codes(errands.size());
    for (std::size_t i = 0; i < errands.size(); ++i) {
        if (errands[i].kind == kTellBatch) {
            codes[i] = codesOfBatch(errands[i].subject);
        } else if (auto code = views_.codes.spendingCode(errands[i].subject)) {
            codes[i].push_back(*std::move(code));
        }
    }
    return codes;
}

std::vector<SpendingCode> Tell::codesOfBatch(const Id& id) const {
    const auto redemption = views_.redemptions.find(id);
    if (!redemption) return {};
    const auto entries = views_.entries.from(redemption->seq, 1, 1);
    std::vector<ledger::AccountNo> allowances;
    for (const auto& entry : entries)
        for (const auto& t : entry.entry.transfers)
            if (t.code == static_cast<std::uint16_t>(ledger::Code::Allowance)) allowances.push_back(t.debit);
    return views_.codes.ofAllowances(allowances);
}

void Tell::tell(std::span<const Errand> errands, const Codes& codes) {
    std::vector<std::int64_t> numbers;
    for (const auto& errand : errands) numbers.push_back(errand.number);
    const auto ended = changes_.outbox.endAll(numbers);  // Another host's courier may have been here before.
    const std::set<std::int64_t> mine{ended.begin(), ended.end()};
    std::map<Id, Id> holders;
    for (std::size_t i = 0; i < errands.size(); ++i) {
        if (!mine.contains(errands[i].number)) continue;
        for (const auto& code : codes[i]) holders.emplace(code.id, code.holder);
    }
    std::vector<people::Notice> notices;
    const auto now = desk_.clock.now();
    for (const auto& [code, holder] : holders)
        notices.push_back(
            {changes_.ids.next(), holder, std::string{people::notice::kSpendingRedeemed}, code, now, false});
    changes_.notices.addAll(notices);
}

}  // namespace buono::purchases
