#include "core/programmes/load.hpp"

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

using ledger::Transfer;

Transfer opening(ledger::AccountNo no, ledger::AccountKind kind, ledger::Limit limit) {
    return {.action = ledger::Action::Open,
            .code = static_cast<std::uint16_t>(kind),
            .debit = no,
            .credit = static_cast<ledger::AccountNo>(limit)};
}

// The source's budget has no limit: it says where the money came from, and only the act behind it bounds it.
void appendOpening(std::vector<Transfer>& group, const Source& source) {
    group.push_back(opening(source.budget, ledger::AccountKind::Budget, ledger::Limit::None));
    group.push_back(opening(source.account, ledger::AccountKind::Source, ledger::Limit::CreditsCoverDebits));
    group.push_back({.action = ledger::Action::Post,
                     .code = static_cast<std::uint16_t>(ledger::Code::Opening),
                     .debit = source.budget,
                     .credit = source.account,
                     .cents = source.fund.amount.cents()});
}

}  // namespace

Status checkLoad(const Call& call, const Programmes& programmes) {
    if (auto fits = check(call); !fits) return fits;
    const auto known = programmes.bySlug(call.slug);
    if (!known || known->call == call) return kOk;
    return Error{codes::kCallSlugTaken, "/slug", "a call with other content was loaded under this slug"};
}

Result<Loaded> LoadCall::operator()(const Call& call, Instant now) {
    if (const auto loadable = checkLoad(call, programmes_); !loadable) return loadable.error();
    if (auto known = programmes_.bySlug(call.slug)) return Loaded{std::move(*known), false};

    Programme programme{.id = ids_.next(), .call = call, .sources = {}, .at = now};
    std::vector<Transfer> group;
    auto no = book_.nextAccount();
    for (const auto& fund : call.sources) {
        const auto place = static_cast<int>(programme.sources.size());
        programme.sources.push_back({ids_.next(), programme.id, place, fund, no, no + 1});
        appendOpening(group, programme.sources.back());
        no += 2;
    }
    const auto seq = book_.post(group);
    if (!seq) return seq.error();
    programme.seq = *seq;
    programmes_.add(programme);
    return Loaded{std::move(programme), true};
}

}  // namespace buono::programmes
