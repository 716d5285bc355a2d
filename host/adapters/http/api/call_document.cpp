#include "adapters/http/api/call_document.hpp"

#include "adapters/http/json_reader.hpp"

namespace buono::http {
namespace {

using programmes::Call;

constexpr std::size_t kTitleMax = 120;
constexpr std::size_t kListMax = 20;

void readSources(json::Object& body, Call& call) {
    body.each("sources", 1, kListMax, [&](json::Object source) {
        call.sources.push_back({source.text("code", 1, 16), source.text("name", 1, kTitleMax),
                                source.text("cup", 1, 32), source.money("amount")});
    });
}

void readBrackets(json::Object& body, Call& call) {
    body.each("brackets", 1, kListMax, [&](json::Object bracket) {
        call.brackets.push_back(
            {bracket.text("code", 1, 16), bracket.money("from"), bracket.money("to"), bracket.money("amount")});
    });
}

void readDates(json::Object& body, Call& call) {
    call.apply_from = body.date("apply_from");
    call.apply_by = body.date("apply_by");
    call.buy_by = body.date("buy_by");
    call.service_ends_by = body.date("service_ends_by");
    call.claim_by = body.date("claim_by");
}

// The document says these aloud although only one answer is built: a reader must not have to guess.
void readRules(json::Object& body, Call& call) {
    if (!body.truth("per_child"))
        body.refuse("per_child", ErrorCode::InvalidValue, "vouchers are per child: only true is built");
    call.child_age_below = static_cast<int>(body.integer("child_age_below", 1, 30));
    if (body.has("days_to_spend_min"))
        call.days_to_spend_min = static_cast<int>(body.integer("days_to_spend_min", 0, 365));
    body.eachText("areas", 1, 50, [&](std::string_view area) { call.areas.emplace_back(area); });
    body.object("ranking").oneOf("order", {"bracket_then_draw"});
    body.oneOf("straddle", {"no"});
    call.payment_nature =
        static_cast<programmes::PaymentNature>(body.oneOf("payment_nature", {"price", "contribution"}) + 1);
    call.vat_kind = static_cast<programmes::VatKind>(body.oneOf("vat_kind", {"multi_purpose", "single_purpose"}) + 1);
    if (body.has("assumptions"))
        body.eachText("assumptions", 0, kListMax, [&](std::string_view text) { call.assumptions.emplace_back(text); });
}

}  // namespace

Result<Call> readCall(std::string_view text) {
    json::Document document{text};
    auto body = document.object();
    Call call;
    call.slug = body.text("slug", 3, 64);
    auto title = body.object("title");
    call.title_it = title.text("it", 1, kTitleMax);
    call.title_en = title.text("en", 1, kTitleMax);
    readSources(body, call);
    readBrackets(body, call);
    call.amount_min = body.money("voucher_min");
    call.amount_max = body.money("voucher_max");
    call.isee_max = body.money("isee_max");
    readDates(body, call);
    readRules(body, call);
    if (const auto read = document.finish(); !read) return read.error();
    return call;
}

Money budgetOf(const Call& call) {
    auto total = Money{};
    for (const auto& source : call.sources) {
        const auto sum = add(total, source.amount);
        if (sum) total = *sum;  // Twenty sources of at most 10^14 cents: one that does not fit is beyond any budget.
    }
    return total;
}

void writeProgramme(json::Writer& out, const programmes::Programme& programme, bool is_ranked) {
    const auto& call = programme.call;
    out.member("id", programme.id).member("slug", call.slug);
    out.beginObject("title").member("it", call.title_it).member("en", call.title_en).endObject();
    out.member("budget", budgetOf(call)).member("voucher_min", call.amount_min).member("voucher_max", call.amount_max);
    out.member("isee_max", call.isee_max).member("apply_from", call.apply_from).member("apply_by", call.apply_by);
    out.member("buy_by", call.buy_by).member("service_ends_by", call.service_ends_by);
    out.member("claim_by", call.claim_by).member("child_age_below", call.child_age_below);
    out.member("days_to_spend_min", call.days_to_spend_min).member("ranked", is_ranked);
    out.beginArray("areas");
    for (const auto& area : call.areas) out.element(area);
    out.endArray().beginArray("brackets");
    for (const auto& bracket : call.brackets)
        out.beginObject()
            .member("code", bracket.code)
            .member("from", bracket.from)
            .member("to", bracket.to)
            .member("amount", bracket.amount)
            .endObject();
    out.endArray().beginArray("sources");
    for (const auto& source : programme.sources)
        out.beginObject()
            .member("id", source.id)
            .member("code", source.fund.code)
            .member("name", source.fund.name)
            .member("cup", source.fund.cup)
            .member("amount", source.fund.amount)
            .endObject();
    out.endArray().beginArray("assumptions");
    for (const auto& text : call.assumptions) out.element(text);
    out.endArray();
}

}  // namespace buono::http
