// The wallet: everything the caller may spend, and what is left on each.
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "core/instruments/rooms.hpp"

namespace buono::http::operations {
namespace {

std::string_view word(instruments::Cover cover) {
    switch (cover) {
        case instruments::Cover::PartOfLine: return "part_of_line";
        case instruments::Cover::WholeLine: return "whole_line";
        case instruments::Cover::AfterPayment: return "after_payment";
    }
    BUONO_CHECK(!"a cover of the list");
    return {};
}

template <class T>
void writeAllowed(json::Writer& out, std::string_view name, const std::vector<T>& allowed) {
    if (allowed.empty()) return;  // Any.
    out.beginArray(name);
    for (const auto& one : allowed) out.element(one);
    out.endArray();
}

void writeInstrument(json::Writer& out, const instruments::Instrument& one) {
    out.beginObject()
        .member("id", one.id)
        .member("kind", word(one.kind))
        .member("label", one.label)
        .member("paid_by", word(one.debtor.kind))
        .member("left", one.left)
        .member("cover", word(one.policy.cover));
    if (!one.beneficiary.isNil()) out.member("beneficiary_id", one.beneficiary);
    out.member("usable_from", one.policy.usable_from)
        .member("usable_until", one.policy.usable_until)
        .member("service_ends_by", one.policy.service_ends_by);
    writeAllowed(out, "areas", one.policy.areas);
    writeAllowed(out, "categories", one.policy.categories);
    writeAllowed(out, "enti", one.policy.enti);
    out.endObject();
}

}  // namespace

Response readWallet(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& one : desk.views.instruments.wallet.of(request.caller.person)) writeInstrument(out, one);
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
