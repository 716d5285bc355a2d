#include "simulation/crowd.hpp"

#include "core/register/codes.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {

using registers::Reply;

std::string_view word(What what) {
    switch (what) {
        case What::LoadCatalogue: return "load_catalogue";
        case What::LoadCall: return "load_call";
        case What::Apply: return "apply";
        case What::Rank: return "rank";
        case What::Award: return "award";
        case What::OpenPlan: return "open_plan";
        case What::Credit: return "credit";
        case What::IssueCode: return "issue_code";
        case What::ReissueSpending: return "reissue_spending";
        case What::Spend: return "spend";
        case What::SpendMany: return "spend_many";
        case What::Buy: return "buy";
        case What::Cancel: return "cancel";
        case What::ReissuePurchase: return "reissue_purchase";
        case What::Redeem: return "redeem";
        case What::Receipt: return "receipt";
        case What::Return: return "return";
        case What::Propose: return "propose";
        case What::Approve: return "approve";
        case What::CancelSettlement: return "cancel_settlement";
        case What::Note: return "note";
    }
    return {};
}

void Crowd::ask(Host& host, Intent intent) {
    journal_.push_back(std::make_unique<Asked>(Asked{std::move(intent), false, std::nullopt}));
    send(host, *journal_.back());
    while (weather_.strikes(Misfortune::SecondCall)) send(elsewhere(), *journal_.back());
}

void Crowd::askAgain(Host& host) {
    if (!unanswered_.empty()) {
        std::swap(random_.anyOf(unanswered_), unanswered_.back());
        auto& asked = *unanswered_.back();
        unanswered_.pop_back();
        asked.is_unanswered = false;
        ++repeats_;
        return send(host, asked);
    }
    const auto choice = random_.below(4);
    if (choice == 0 && !rejected_.empty()) return send(host, *random_.recent(rejected_));
    if (settled_.empty()) return;
    auto& asked = *(random_.oneIn(4) ? random_.anyOf(settled_) : random_.recent(settled_));
    if (asked.intent.run == nullptr) return;  // A note answers nothing that could be repeated.
    ++repeats_;
    choice == 1 ? sendOther(host, asked) : send(host, asked);
}

void Crowd::send(Host& host, Asked& asked) {
    registers::Work work;
    if (asked.intent.run) work = [&host, &asked] { return asked.intent.run(host); };
    host.registry.enqueue({asked.intent.ticket, std::move(work), asked.intent.run ? "" : "to help them",
                           [this, &host, &asked](const Result<Reply>& result) { answered(host, asked, result); },
                           [this, &asked] { askLater(asked); }});
}

/// Another request under a key that was used: it must be refused without being looked at.
void Crowd::sendOther(Host& host, Asked& asked) {
    auto ticket = asked.intent.ticket;
    ticket.request[0] ^= 1;
    host.registry.enqueue(
        {ticket,
         [&asked]() -> Result<Reply> { fail("I19 another request has no effect", asked.intent.ticket.key); },
         {},
         [](const Result<Reply>& result) {
             if (result || result.error().code != codes::kKeyReused) fail("I19 another request under a key is refused");
         },
         nullptr});
}

void Crowd::answered(Host& host, Asked& asked, const Result<Reply>& result) {
    if (result) return acknowledged(asked, *result);
    refused(host, asked, result.error());
}

void Crowd::acknowledged(Asked& asked, const Reply& reply) {
    if (asked.reply) {
        if (*asked.reply != reply) fail("I16 the same answer for ever", asked.intent.ticket.key);
        return;
    }
    asked.reply = reply;
    settled_.push_back(&asked);
    ++acknowledged_[static_cast<std::size_t>(asked.intent.what)];
    if (asked.intent.learn) asked.intent.learn(wordsOf(reply.body));
}

void Crowd::refused(Host& host, Asked& asked, const Error& error) {
    ++refusals_[{asked.intent.what, error.code}];
    // A note answers nothing that could be repeated: asked twice it may be refused once.
    if (asked.reply && asked.intent.run) fail("I16 what was acknowledged is never refused", asked.intent.ticket.key);
    if (error.code == codes::kKeyReused) fail("I16 the same request under its key", asked.intent.ticket.key);
    if (error.code == codes::kStoreFull) return askLater(asked);
    ++refused_[static_cast<std::size_t>(asked.intent.what)];
    const bool is_alone = host.registry.batchSize() == 1;
    if (is_alone && asked.intent.is_right_to_refuse && !asked.intent.is_right_to_refuse(host, error))
        fail("C2 no refusal where there is enough", error.field + " " + error.detail);
    rejected_.push_back(&asked);
    constexpr std::size_t kRemembered = 64;
    if (rejected_.size() > kRemembered) rejected_.erase(rejected_.begin());
}

void Crowd::askLater(Asked& asked) {
    if (asked.reply || std::exchange(asked.is_unanswered, true)) return;
    unanswered_.push_back(&asked);
}

void Crowd::compareNew(const Store& store) {
    for (; compared_ < settled_.size(); ++compared_) compare(store, *settled_[compared_]);
}

void Crowd::compare(const Store& store, const Asked& asked) const {
    const auto& ticket = asked.intent.ticket;
    if (!asked.intent.run) return;
    const auto* kept = store.ledger.replies.find({ticket.actor, ticket.key});
    if (kept == nullptr)
        fail("I17 every acknowledged key is in the log", std::string{word(asked.intent.what)} + " " + ticket.key);
    if (kept->reply != *asked.reply || kept->request != ticket.request)
        fail("I17 ... with the same content", ticket.key);
}

void Crowd::eachAcknowledged(const std::function<void(What, const std::vector<std::string_view>&)>& see) const {
    for (const auto* asked : settled_) see(asked->intent.what, wordsOf(asked->reply->body));
}

void Crowd::compareAll(const Store& store) const {
    std::size_t changes = 0;
    for (const auto* asked : settled_) {
        compare(store, *asked);
        changes += asked->intent.run ? 1 : 0;
    }
    for (const auto& [name, kept] : store.ledger.replies.rows()) changes -= name.first == "courier" ? 0 : 1;
    if (changes != 0) fail("I17 every key in the log was acknowledged", std::to_string(changes));
}

}  // namespace buono::simulation
