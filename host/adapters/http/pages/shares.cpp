#include "adapters/http/pages/shares.hpp"

#include "adapters/http/pages/page.hpp"

namespace buono::http::pages {
namespace {

using instruments::Kind;
using instruments::Why;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text

const char* kindWord(Kind kind) {
    switch (kind) {
        case Kind::Direct: return SAY("Your own money");
        case Kind::Voucher: return SAY("City voucher");
        case Kind::WelfareDocument: return SAY("Employer's welfare document");
        case Kind::WelfareSum: return SAY("Employer's refund");
        case Kind::WelfareCredit3: return SAY("Employer's credit");
    }
    return "";
}

const char* whyWord(Why why) {
    switch (why) {
        case Why::Used: return SAY("Used here.");
        case Why::AskedOtherwise: return SAY("You asked to pay this line in another way.");
        case Why::RepaysAfterwards: return SAY("It repays you afterwards; it pays nothing now.");
        case Why::OtherBeneficiary: return SAY("It is for another person.");
        case Why::NotYetUsable: return SAY("It cannot be used yet.");
        case Why::BuyByPassed: return SAY("The last day to buy with it has passed.");
        case Why::ServiceEndsTooLate: return SAY("The service ends after the last day it may pay for.");
        case Why::NotAllowedHere: return SAY("It is not for this kind of service or this provider.");
        case Why::NothingLeft: return SAY("Nothing is left on it.");
        case Why::AlreadyPaid: return SAY("Not needed: the line is already paid.");
        case Why::WouldPayPart: return SAY("By law it pays a whole line or nothing, and not enough is left.");
        case Why::WouldBeToppedUp:
            return SAY("By law it must be alone on a line, and another means pays part of this one.");
    }
    return "";
}

struct StateWord {
    const char* text;
    const char* tone;
};

StateWord stateWord(purchases::State state) {
    using purchases::State;
    switch (state) {
        case State::Reserving: return {SAY("Waiting for your part"), "warn"};
        case State::Confirmed: return {SAY("Confirmed"), "good"};
        case State::PartlyRedeemed: return {SAY("Partly used"), "good"};
        case State::Completed: return {SAY("Used"), ""};
        case State::Refused: return {SAY("Payment refused"), "bad"};
        case State::Cancelled: return {SAY("Cancelled"), ""};
        case State::Expired: return {SAY("Expired"), "bad"};
        case State::Refunded: return {SAY("Refunded"), ""};
    }
    return {"", ""};
}
#undef SAY

Data shareData(Desk& desk, const Request& request, Kind kind, const std::string& label, Money amount) {
    return Data{}
        .text("kind", kindText(desk, request, kind))
        .text("label", label)
        .flag("labelled", !label.empty())
        .text("amount", euro(amount, request.language));
}

std::string labelOf(const std::vector<instruments::Instrument>& wallet, const registers::Id& id) {
    for (const auto& one : wallet)
        if (one.id == id) return one.label;
    return {};
}

std::vector<Data> unusedOn(Desk& desk, const Request& request, const purchases::Quote& quote, std::size_t line) {
    std::vector<Data> unused;
    for (const auto& reason : quote.split.reasons) {
        if (reason.line != line || reason.why == Why::Used) continue;
        unused.push_back(Data{}
                             .text("label", labelOf(quote.wallet, reason.instrument))
                             .text("why", say(desk, request, whyWord(reason.why))));
    }
    return unused;
}

}  // namespace

std::string kindText(Desk& desk, const Request& request, Kind kind) { return say(desk, request, kindWord(kind)); }

void addQuote(Data& data, Desk& desk, const Request& request, const purchases::Quote& quote) {
    std::vector<Data> lines;
    for (std::size_t i = 0; i < quote.items.size(); ++i) {
        std::vector<Data> shares;
        for (const auto& share : quote.split.shares)
            if (share.line == i)
                shares.push_back(
                    shareData(desk, request, share.kind, labelOf(quote.wallet, share.instrument), share.amount));
        auto unused = unusedOn(desk, request, quote, i);
        Data line;
        line.text("title", quote.items[i].title).text("price", euro(quote.items[i].price, request.language));
        line.list("shares", std::move(shares)).flag("has_unused", !unused.empty()).list("unused", std::move(unused));
        lines.push_back(line.flag("redeemed", false));
    }
    data.list("lines", std::move(lines)).text("total", euro(quote.split.total, request.language));
    data.text("direct", euro(quote.split.direct, request.language)).flag("has_direct", quote.split.direct.isPositive());
}

void addPurchase(Data& data, Desk& desk, const Request& request, const purchases::Purchase& purchase) {
    std::vector<Data> lines;
    for (std::size_t i = 0; i < purchase.lines.size(); ++i) {
        std::vector<Data> shares;
        for (const auto& share : purchase.shares)
            if (share.line == static_cast<int>(i))
                shares.push_back(shareData(desk, request, share.kind, {}, share.amount));
        const auto& bought = purchase.lines[i];
        Data line;
        line.text("title", bought.title).text("price", euro(bought.price, request.language));
        line.list("shares", std::move(shares)).flag("has_unused", false).none("unused");
        lines.push_back(line.flag("redeemed", bought.redeemed));
    }
    data.list("lines", std::move(lines)).text("total", euro(purchase.total, request.language));
    data.text("direct", euro(purchase.direct, request.language)).flag("has_direct", purchase.direct.isPositive());
}

void addState(Data& data, Desk& desk, const Request& request, purchases::State state) {
    const auto word = stateWord(state);
    data.text("state", say(desk, request, word.text)).text("tone", word.tone);
}

}  // namespace buono::http::pages
