// BankPay: an honest payment method over the network, to a bank that exists only in its simulator. Keeps nothing: the
// operation's name is the bank's key.
#include <algorithm>

#include <buono/plugin/document.hpp>
#include <buono/plugin/payment.hpp>

using namespace buono::plugin;

namespace {

constexpr std::int64_t kMinorMax = 100'000'000;
constexpr std::int64_t kMarginMs = 200;

bool isName(std::string_view id) {
    return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

class BankPay final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override {
        const bool within = call.amountMinor() > 0 && call.amountMinor() <= kMinorMax && call.currency() == "EUR";
        if (!isName(call.opId()) || !within) return Answer::invalid("beyond_limits");
        const auto reply = send(call, "PUT", call.opId(), "{\"cents\": " + std::to_string(call.amountMinor()) + "}");
        return meaning(call, call.opId(), reply);
    }

    Answer query(const Call& call) override {
        if (!isName(call.parentId())) return Answer::invalid("not_a_name");
        return meaning(call, call.parentId(), send(call, "GET", call.parentId(), ""));
    }

    Answer void_(const Call& call) override {
        if (!isName(call.parentId())) return Answer::invalid("not_a_name");
        const auto reply = send(call, "DELETE", call.parentId(), "");
        const auto answer = meaning(call, call.parentId(), reply);
        return answer.reason == "gone" ? Answer::approved(call, "") : answer;
    }

private:
    HttpReply send(const Call& call, std::string_view method, std::string_view id, const std::string& body) const {
        const auto url = "https://bank.test/pay/" + std::string{id};
        return host.http(
            {method, url, "Authorization: Bearer {{secret:bank_key}}\n", body, call.budgetMs() - kMarginMs});
    }

    /// Only a whole answer about this very operation and amount says anything.
    Answer meaning(const Call& call, std::string_view id, const HttpReply& reply) const {
        if (reply.transport == BUONO_HTTP_NOT_SENT) return Answer::notSent("not_connected");
        if (reply.transport != BUONO_HTTP_OK) return Answer::unknown("no_answer");
        if (reply.code >= 500) return Answer::unknown("their_fault");
        const auto said = Document::parse(reply.body);
        if (!said || said->text("id") != std::string{id}) return Answer::unknown("not_their_answer");
        const auto state = said->text("state").value_or("");
        if (state == "none" && reply.code == 404) return Answer::notFound();
        if (state == "gone" || state == "conflict") return Answer::declined(state);
        if (state != "charged") return Answer::unknown("no_state");
        if (said->number("cents") != call.amountMinor()) return Answer::unknown("other_amount");
        return Answer::approved(call, "B-" + std::string{id});
    }
};

}  // namespace

BUONO_PLUGIN(BankPay);
