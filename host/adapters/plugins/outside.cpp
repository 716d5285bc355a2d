#include "adapters/plugins/outside.hpp"

#include <nlohmann/json.hpp>

#include "adapters/plugins/plain_text.hpp"

namespace buono::plugins {
namespace {

constexpr std::size_t kRefMax = 128;  // As the ABI has it: cut short, later calls would name something else.

Call about(const purchases::Order& order, buono_op op) {
    Call call;
    call.op = op;
    call.op_id = order.operation.text();
    call.ref = order.ref;
    call.amount_minor = order.amount.cents();
    call.data = nlohmann::json{{"ente", order.ente.text()}, {"subject", order.subject.text()}}.dump();
    return call;
}

/// A call about an operation made before: it has an id of its own, always the same.
Call after(const purchases::Order& order, buono_op op, const char* suffix) {
    auto call = about(order, op);
    call.parent_id = call.op_id;
    call.op_id += suffix;
    return call;
}

purchases::Answer heard(const Verdict& verdict) {
    purchases::Answer answer;
    answer.outcome = static_cast<purchases::Outcome>(verdict.outcome);
    if (verdict.outcome != BUONO_APPROVED && verdict.outcome != BUONO_PENDING) return answer;
    answer.ref = plainText(verdict.said.ref, kRefMax);
    if (verdict.outcome == BUONO_PENDING) {
        answer.waits_for = plainText(verdict.said.reason, kRefMax);
        answer.check_after_ms = std::clamp<std::int64_t>(verdict.said.check_after_ms, 0, 86'400'000);
    }
    return answer;
}

}  // namespace

bool PluginMethods::isRecorded(const purchases::Order& order) const {
    const auto operation = operations_.find(order.operation);
    return operation && !operation->receipt.empty();
}

std::string PluginMethods::payeeOf(const purchases::Order& order) const {
    const auto ente = enti_.ente(order.ente);
    if (!ente) return {};
    return nlohmann::json{{"ente", order.ente.text()},
                          {"subject", order.subject.text()},
                          {"payee", ente->holder.empty() ? ente->name : ente->holder},
                          {"iban", ente->iban}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

purchases::Answer PluginMethods::authorize(const purchases::Order& order) {
    auto call = about(order, BUONO_OP_AUTHORIZE);
    if (auto payee = payeeOf(order); !payee.empty()) call.data = std::move(payee);
    call.recorded = isRecorded(order);
    return heard(supervisor_.call(order.plugin, call));
}

purchases::Answer PluginMethods::query(const purchases::Order& order) {
    auto call = after(order, BUONO_OP_QUERY, ":query");
    call.recorded = isRecorded(order);
    return heard(supervisor_.call(order.plugin, call));
}

purchases::Answer PluginMethods::cancel(const purchases::Order& order) {
    return heard(supervisor_.call(order.plugin, after(order, BUONO_OP_VOID, ":void")));
}

void PluginMethods::tell(const purchases::Order& order, std::string_view receipt) {
    auto call = after(order, BUONO_OP_WEBHOOK, ":webhook");
    call.data =
        nlohmann::json{
            {"op_id", order.operation.text()}, {"receipt_number", receipt}, {"amount_minor", order.amount.cents()}}
            .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    supervisor_.call(order.plugin, call);
}

purchases::Answer PluginProviders::redeem(const purchases::Order& order) {
    return heard(supervisor_.call(order.plugin, about(order, BUONO_OP_REDEEM)));
}

purchases::Answer PluginProviders::status(const purchases::Order& order) {
    return heard(supervisor_.call(order.plugin, after(order, BUONO_OP_STATUS, ":status")));
}

}  // namespace buono::plugins
