#include "adapters/plugins/check/trial.hpp"

#include <algorithm>
#include <array>

#include "adapters/plugins/plain_text.hpp"

namespace buono::plugins::check {
namespace {

struct Operation {
    std::string_view word;
    buono_op op;
    Kind kind;
};
constexpr Operation kOperations[] = {
    {"authorize", BUONO_OP_AUTHORIZE, Kind::Payment},
    {"capture", BUONO_OP_CAPTURE, Kind::Payment},
    {"void", BUONO_OP_VOID, Kind::Payment},
    {"refund", BUONO_OP_REFUND, Kind::Payment},
    {"query", BUONO_OP_QUERY, Kind::Payment},
    {"webhook", BUONO_OP_WEBHOOK, Kind::Payment},
    {"settlement_in", BUONO_OP_SETTLEMENT_IN, Kind::Payment},
    {"payout_out", BUONO_OP_PAYOUT_OUT, Kind::Payment},
    {"catalogue", BUONO_OP_CATALOGUE, Kind::Provider},
    {"quote", BUONO_OP_QUOTE, Kind::Provider},
    {"reserve", BUONO_OP_RESERVE, Kind::Provider},
    {"redeem", BUONO_OP_REDEEM, Kind::Provider},
    {"cancel", BUONO_OP_CANCEL, Kind::Provider},
    {"status", BUONO_OP_STATUS, Kind::Provider},
    {"attendance", BUONO_OP_ATTENDANCE, Kind::Provider},
    {"gateway", BUONO_OP_GATEWAY, Kind::Provider},
    {"ask", BUONO_OP_ASK, Kind::Verifier},
    {"status", BUONO_OP_ASK_STATUS, Kind::Verifier},
};

constexpr std::array<std::string Call::*, 4> kNames{&Call::op_id, &Call::parent_id, &Call::ref, &Call::currency};

Verbs verbsOf(Kind kind) {
    if (kind == Kind::Payment) return {BUONO_OP_AUTHORIZE, BUONO_OP_QUERY, BUONO_OP_VOID};
    if (kind == Kind::Provider) return {BUONO_OP_REDEEM, BUONO_OP_STATUS, BUONO_OP_CANCEL};
    return {BUONO_OP_ASK, BUONO_OP_ASK_STATUS, buono_op{}};
}

std::string hows(const Heard& heard) {
    if (heard.how == How::NotDelivered) return "its process does not take the call: " + heard.fate;
    if (heard.how == How::Died) return "its process died (" + heard.fate + ")";
    return heard.how == How::Late ? "no answer before the deadline" : "it broke the protocol or its limits";
}

}  // namespace

std::string_view wordOf(std::uint32_t outcome) {
    constexpr std::string_view kWords[] = {"unknown",  "approved",  "declined",    "pending",
                                           "not_sent", "not_found", "unsupported", "invalid"};
    return outcome < std::size(kWords) ? kWords[outcome] : "an outcome that does not exist";
}

std::string_view wordOf(buono_op op) {
    const auto found =
        std::find_if(std::begin(kOperations), std::end(kOperations), [&](auto& o) { return o.op == op; });
    return found == std::end(kOperations) ? "an operation that does not exist" : found->word;
}

std::vector<std::pair<std::string_view, buono_op>> operationsOf(Kind kind) {
    std::vector<std::pair<std::string_view, buono_op>> all;
    for (const auto& each : kOperations)
        if (each.kind == kind) all.emplace_back(each.word, each.op);
    return all;
}

Trial::Trial(const Setting& setting, std::string_view check, std::uint64_t seed)
    : setting_{setting},
      verbs_{verbsOf(setting.file.manifest().kind)},
      random_{seed ^ std::hash<std::string_view>{}(check)},
      prefix_{"check-" + std::to_string(seed) + "-" + std::string{check} + "-"} {
    fresh();
}

bool Trial::has(buono_op op) const { return op != 0 && manifest().operations.contains(std::string{wordOf(op)}); }

Rig& Trial::fresh() {
    rig_ = std::make_unique<Rig>(setting_);
    recorded_ = false;
    return *rig_;
}

std::string Trial::newId() { return prefix_ + std::to_string(++ids_); }

std::int64_t Trial::amount() {
    const auto low = std::max<std::int64_t>(manifest().min_minor, 1);
    return low + static_cast<std::int64_t>(chance(static_cast<std::uint64_t>(manifest().max_minor - low + 1)));
}

Call Trial::begin(const std::string& id, std::int64_t amount) const {
    auto call = about(verbs_.begin, id, amount, "");
    call.parent_id.clear();
    call.data = filledIn(script().data, {{"op", id}, {"amount", std::to_string(amount)}});
    if (manifest().kind != Kind::Verifier) return call;
    call.amount_minor = 0;  // A verifier is asked about its data; what is another amount elsewhere is another question.
    if (script().data.empty()) call.data = R"({"question":"below","threshold_minor":)" + std::to_string(amount) + "}";
    return call;
}

Call Trial::about(buono_op op, const std::string& id, std::int64_t amount, const char* suffix) const {
    Call call;
    call.op = op;
    call.op_id = id + suffix;
    call.parent_id = id;
    call.amount_minor = amount;
    call.currency = manifest().currencies.contains("EUR") ? "EUR" : *manifest().currencies.begin();
    return call;
}

Call Trial::webhook(const std::string& bytes) const {
    Call call;
    call.op = BUONO_OP_WEBHOOK;
    call.op_id = prefix_ + "hook-" + std::to_string(std::hash<std::string>{}(bytes));
    call.data = bytes;
    return call;
}

std::string Trial::notification(const std::string& id, std::int64_t amount, std::string_view number) const {
    return filledIn(script().webhook,
                    {{"op", id}, {"amount", std::to_string(amount)}, {"number", std::string{number}}});
}

Heard Trial::ask(const Call& call) {
    auto heard = askAny(call);
    hold(call, heard);
    return heard;
}

Heard Trial::askAny(const Call& call) {
    auto told = call;
    told.recorded = recorded_;
    return rig_->ask(told);
}

void Trial::hold(const Call& call, const Heard& heard) {
    const auto where = std::string{wordOf(static_cast<buono_op>(call.op))} + ": ";
    if (!expect(heard.how == How::Answered, where + hows(heard))) return;
    expect(!heard.verdict.incident, where + "the host does not believe it: " + heard.verdict.why);
    // What the check itself spoilt may come back; a plugin has no duty to clean what the host names.
    if (!std::all_of(kNames.begin(), kNames.end(), [&](auto name) { return isPlainText(call.*name); })) return;
    for (const auto* text :
         {&heard.said.ref, &heard.said.reason, &heard.said.message, &heard.said.redirect_url, &heard.said.currency})
        expect(isPlainText(*text), where + "a text that is not UTF-8 without control characters");
    expect(rig_->simulator().foreign() == 0, where + "asks for an address or a secret that its manifest does not name");
}

bool Trial::expect(bool holds, const std::string& what) {
    if (!holds && wrong_.empty()) wrong_ = what;
    return holds;
}

bool Trial::answers(const Heard& heard, std::initializer_list<buono_outcome> allowed, const std::string& what) {
    std::string wanted;
    for (const auto each : allowed) wanted += (wanted.empty() ? "" : " or ") + std::string{wordOf(each)};
    const bool one = std::find(allowed.begin(), allowed.end(), heard.outcome()) != allowed.end();
    return expect(one, what + ": " + std::string{wordOf(heard.outcome())} +
                           (heard.said.reason.empty() ? "" : " (" + heard.said.reason + ")") + ", not " + wanted);
}

}  // namespace buono::plugins::check
