#include "core/purchases/tell.hpp"

#include <algorithm>
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
    const auto seq = views_.entries.head().seq;  // A notice made from here on comes after all of these.
    const auto news = read(errands);
    if (told_.size() >= kToldMax) told_.clear();
    while (!errands.empty()) {
        const auto some = together(errands, news);
        const auto told = change(some, news);
        if (!told) return told.error();
        for (const auto& [code, holder] : *told) told_[code] = seq;
        errands = errands.subspan(some.size());
    }
    return kOk;
}

std::span<const Errand> Tell::together(std::span<const Errand> errands, const NewsOf& news) const {
    std::size_t size = 0;
    for (std::size_t notices = 0; size < errands.size() && notices < kNoticesMax; ++size)
        notices += untold(errands.subspan(size, 1), news).size();
    return errands.first(size);
}

std::set<Tell::News> Tell::untold(std::span<const Errand> errands, const NewsOf& news) const {
    std::set<News> once;
    for (const auto& errand : errands) {
        const auto found = news.find(errand.subject);
        if (found == news.end()) continue;
        for (const auto& one : found->second.news) {
            const auto told = told_.find(one.code);
            if (told == told_.end() || told->second < found->second.seq) once.insert(one);
        }
    }
    return once;
}

Result<std::set<Tell::News>> Tell::change(std::span<const Errand> errands, const NewsOf& news) {
    const auto name = desk_.digest.sha256(nameOf(errands));
    Id half;  // Of the digest: enough to be this list's alone, and short enough for a key.
    std::copy_n(name.begin(), half.bytes.size(), half.bytes.begin());
    const registers::Ticket ticket{"courier", half.text(), name, errands.front().kind};
    std::set<News> told;
    const auto reply = desk_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        told = tell(errands, news);
        return registers::Reply{200, {}};
    });
    if (!reply) return reply.error();
    return told;
}

Tell::NewsOf Tell::read(std::span<const Errand> errands) const {
    std::vector<Id> redemptions;
    for (const auto& errand : errands) redemptions.push_back(errand.subject);
    NewsOf news;
    for (const auto& paid : views_.redemptions.paid(redemptions))
        news[paid.redemption] = {paid.seq,
                                 paid.code.isNil() ? ofBatch(paid.seq) : std::vector{News{paid.code, paid.holder}}};
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

std::set<Tell::News> Tell::tell(std::span<const Errand> errands, const NewsOf& news) {
    std::vector<std::int64_t> numbers;
    for (const auto& errand : errands) numbers.push_back(errand.number);
    const auto ended = changes_.outbox.endAll(numbers);  // Another host's courier may have been here before.
    const std::set<std::int64_t> mine{ended.begin(), ended.end()};
    std::vector<Errand> left{errands.begin(), errands.end()};
    std::erase_if(left, [&](const auto& errand) { return !mine.contains(errand.number); });
    std::vector<people::Notice> notices;
    const auto now = desk_.clock.now();
    auto told = untold(left, news);
    for (const auto& [code, holder] : told)
        notices.push_back(
            {changes_.ids.next(), holder, std::string{people::notice::kSpendingRedeemed}, code, now, false});
    changes_.notices.addAll(notices);
    return told;
}

}  // namespace buono::purchases
