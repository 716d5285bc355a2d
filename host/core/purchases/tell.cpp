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
    const auto news = read(errands);
    while (!errands.empty()) {
        std::size_t together = 0;
        for (std::size_t notices = 0; together < errands.size() && notices < kNoticesMax; ++together) {
            const auto found = news.find(errands[together].subject);
            notices += found == news.end() ? 0 : found->second.size();
        }
        if (auto done = change(errands.first(together), news); !done) return done;
        errands = errands.subspan(together);
    }
    return kOk;
}

Status Tell::change(std::span<const Errand> errands, const NewsOf& news) {
    const auto name = desk_.digest.sha256(nameOf(errands));
    Id half;  // Of the digest: enough to be this list's alone, and short enough for a key.
    std::copy_n(name.begin(), half.bytes.size(), half.bytes.begin());
    const registers::Ticket ticket{"courier", half.text(), name, errands.front().kind};
    const auto reply = desk_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        tell(errands, news);
        return registers::Reply{200, {}};
    });
    return reply ? kOk : Status{reply.error()};
}

Tell::NewsOf Tell::read(std::span<const Errand> errands) const {
    std::vector<Id> redemptions;
    for (const auto& errand : errands) redemptions.push_back(errand.subject);
    NewsOf news;
    for (const auto& paid : views_.redemptions.paid(redemptions))
        news[paid.redemption] = paid.code.isNil() ? ofBatch(paid.seq) : std::vector{News{paid.code, paid.holder}};
    return news;
}

std::vector<Tell::News> Tell::ofBatch(std::uint64_t seq) const {
    std::vector<ledger::AccountNo> allowances;
    for (const auto& entry : views_.entries.from(seq, 1, 1))
        for (const auto& t : entry.entry.transfers)
            if (t.code == static_cast<std::uint16_t>(ledger::Code::Allowance)) allowances.push_back(t.debit);
    std::vector<News> news;
    for (const auto& code : views_.codes.ofAllowances(allowances)) news.push_back({code.id, code.holder});
    return news;
}

void Tell::tell(std::span<const Errand> errands, const NewsOf& news) {
    std::vector<std::int64_t> numbers;
    for (const auto& errand : errands) numbers.push_back(errand.number);
    const auto ended = changes_.outbox.endAll(numbers);  // Another host's courier may have been here before.
    const std::set<std::int64_t> mine{ended.begin(), ended.end()};
    std::set<News> once;
    for (const auto& errand : errands) {
        const auto found = news.find(errand.subject);
        if (mine.contains(errand.number) && found != news.end())
            once.insert(found->second.begin(), found->second.end());
    }
    std::vector<people::Notice> notices;
    const auto now = desk_.clock.now();
    for (const auto& [code, holder] : once)
        notices.push_back(
            {changes_.ids.next(), holder, std::string{people::notice::kSpendingRedeemed}, code, now, false});
    changes_.notices.addAll(notices);
}

}  // namespace buono::purchases
