// Employers, their plans, and what they credited. An employer's scope is itself: another's plan is the same as none.
#include "adapters/http/api/slices.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/plan_use.hpp"
#include "adapters/http/problem.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/welfare/ports.hpp"
#include "core/welfare/rooms.hpp"
#include "core/welfare/threshold.hpp"

namespace buono::http::operations {
namespace {

using welfare::Plan;

constexpr std::size_t kTermsMax = 50, kTermMax = 64;

std::vector<std::string> readTerms(json::Object& body, std::string_view name) {
    std::vector<std::string> terms;
    if (!body.has(name)) return terms;
    body.eachText(name, 0, kTermsMax, [&](std::string_view term) {
        if (term.empty() || term.size() > kTermMax) {
            body.refuse(name, ErrorCode::InvalidValue, "each is the slug of an entry of the catalogue");
        } else {
            terms.emplace_back(term);
        }
    });
    return terms;
}

Result<welfare::PlanOrder> readPlan(const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto date = [&](std::string_view name) {
        return body.has(name) ? std::optional{body.date(name)} : std::nullopt;
    };
    welfare::PlanOrder order;
    order.employer = request.caller.scope;
    order.name = body.text("name", 1, 120);
    order.year = static_cast<int>(body.integer("year", 2000, 2199));
    order.amount = body.money("amount");
    order.usable_from = date("usable_from");
    order.usable_until = date("usable_until");
    order.service_ends_by = date("service_ends_by");
    order.areas = readTerms(body, "areas");
    order.categories = readTerms(body, "categories");
    if (const auto read = document.finish(); !read) return read.error();
    return order;
}

void writeTerms(json::Writer& out, std::string_view name, const std::vector<std::string>& terms) {
    if (terms.empty()) return;  // Any.
    out.beginArray(name);
    for (const auto& term : terms) out.element(term);
    out.endArray();
}

void writePlan(json::Writer& out, const Plan& plan) {
    const auto threshold = welfare::thresholdOf(plan.year);
    out.member("id", plan.id)
        .member("name", plan.name)
        .member("legal_basis", word(plan.basis))
        .member("counts_when", word(welfare::rulesOf(plan.basis).counts_when))
        .member("year", plan.year)
        .member("amount", plan.amount)
        .member("usable_from", plan.usable_from)
        .member("usable_until", plan.usable_until)
        .member("service_ends_by", plan.service_ends_by);
    writeTerms(out, "areas", plan.areas);
    writeTerms(out, "categories", plan.categories);
    out.beginObject("threshold")
        .member("ordinary", threshold.ordinary)
        .member("with_dependent_child", threshold.with_dependent_child)
        .member("source", threshold.source)
        .endObject()
        .member("opened_at", plan.opened);
}

void writeUse(json::Writer& out, const PlanUse& use) {
    out.member("people", use.people)
        .member("credited", use.credited)
        .member("left", use.left)
        .member("spent", use.spent);
}

std::optional<Plan> ownPlan(Desk& desk, const Request& request) {
    auto plan = desk.views.welfare.plans.plan(request.id("plan_id"));
    return plan && plan->employer == request.caller.scope ? plan : std::nullopt;
}

Error absent() { return {codes::kNotFound, {}, {}}; }

}  // namespace

Response createEmployer(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    welfare::Employer draft;
    draft.name = body.text("name", 1, 140);
    draft.tax_id = body.text("tax_id", 1, 16);
    draft.iban = body.text("iban", 1, 34);
    draft.holder = body.text("holder", 1, 70);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto employer = desk.changes.welfare.register_employer(draft);
        if (!employer) return employer.error();
        json::Writer out;
        out.beginObject()
            .member("id", employer->id)
            .member("name", employer->name)
            .member("tax_id", employer->tax_id)
            .member("seq", desk.changes.book.seq())
            .endObject();
        return registers::Reply{201, out.take()};
    });
}

Response readMyEmployer(Desk& desk, const Request& request) {
    const auto employer = desk.views.welfare.employers.employer(request.caller.scope);
    if (!employer) return problem(absent(), request);
    json::Writer out;
    out.beginObject()
        .member("id", employer->id)
        .member("name", employer->name)
        .member("tax_id", employer->tax_id)
        .member("iban", employer->iban)
        .member("holder", employer->holder)
        .member("as_of", request.as_of)
        .endObject();
    return {200, out.take()};
}

Response createPlan(Desk& desk, const Request& request) {
    const auto order = readPlan(request);
    if (!order) return problem(order.error(), request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto plan = desk.changes.welfare.open_plan(*order, desk.changes.book.time());
        if (!plan) return plan.error();
        json::Writer out;
        out.beginObject();
        writePlan(out, *plan);
        writeUse(out, {0, {}, plan->amount, {}});
        out.member("seq", plan->seq).endObject();
        return registers::Reply{201, out.take()};
    });
}

Response listPlans(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& plan : desk.views.welfare.plans.ofEmployer(request.caller.scope)) {
        out.beginObject();
        writePlan(out, plan);
        writeUse(out, useOf(desk, plan));
        out.endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readPlan(Desk& desk, const Request& request) {
    const auto plan = ownPlan(desk, request);
    if (!plan) return problem(absent(), request);
    json::Writer out;
    out.beginObject();
    writePlan(out, *plan);
    writeUse(out, spentUseOf(desk, *plan));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listCredits(Desk& desk, const Request& request) {
    const auto plan = ownPlan(desk, request);
    if (!plan) return problem(absent(), request);
    const auto page = pageOf(request);
    if (!page) return problem(page.error(), request);
    const auto credits = desk.views.welfare.credits.ofPlan(plan->id, page->before, page->limit);
    note(desk, request, "employer reads whom it credited");
    return pageAnswer(request, *page, credits, [&](json::Writer& out, const welfare::Credit& credit) {
        const auto person = desk.views.people.persons.find(credit.person);
        out.member("id", credit.id)
            .member("tax_code", person ? person->tax_code : std::string{})
            .member("credited", credit.amount)
            .member("dependent_child", credit.dependent_child)
            .member("at", credit.at);
    });
}

}  // namespace buono::http::operations
