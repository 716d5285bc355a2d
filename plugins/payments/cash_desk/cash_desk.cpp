// CashDesk: the family pays at the ente's own till, and the ente states its receipt.
//
// One key "op/<operation>" holds "<state> <amount> <currency> <receipt>": waiting, paid or withdrawn. It only goes
// waiting -> paid or -> withdrawn; a withdrawn operation stays withdrawn even when it was never seen before.
#include <charconv>
#include <sstream>

#include <buono/plugin/document.hpp>
#include <buono/plugin/payment.hpp>

using namespace buono::plugin;

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kMinorMax = 100'000'000;  // As in plugin.json.
constexpr std::size_t kIdMax = 128;  // Longer than any the host makes; a key of the host's drawers holds it.

struct Payment {
    std::string state;  ///< "" was never seen.
    std::int64_t amount_minor = 0;
    std::string currency;
    std::string receipt;
    std::uint64_t version = 0;

    bool isFor(std::int64_t minor, std::string_view code) const { return amount_minor == minor && currency == code; }
};

class CashDesk final : public PaymentMethod {
public:
    using PaymentMethod::PaymentMethod;

    Answer authorize(const Call& call) override {
        if (!isWithinLimits(call)) return Answer::invalid("beyond_limits");
        auto payment = read(call.opId());
        if (payment.state == "withdrawn") return Answer::declined("withdrawn");
        if (payment.state.empty()) {
            payment = {"waiting", call.amountMinor(), std::string{call.currency()}, "", 0};
            if (!write(call.opId(), payment)) return Answer::unknown("not_kept");
        }
        if (!payment.isFor(call.amountMinor(), call.currency())) return Answer::invalid("other_amount");
        return waiting(call);
    }

    Answer query(const Call& call) override {
        const auto payment = read(call.parentId());
        if (payment.state.empty()) return Answer::notFound();
        if (payment.state == "withdrawn") return Answer::declined("withdrawn");
        if (!payment.isFor(call.amountMinor(), call.currency())) return Answer::invalid("other_amount");
        return payment.state == "paid" ? Answer::approved(call, payment.receipt) : waiting(call);
    }

    Answer void_(const Call& call) override {
        auto payment = read(call.parentId());
        if (payment.state == "paid") return Answer::declined("already_paid");
        if (payment.state != "withdrawn") {
            payment.state = "withdrawn";
            if (!write(call.parentId(), payment)) return Answer::unknown("not_kept");
        }
        return Answer::approved(call, "");
    }

    Answer webhook(const Call& call) override {
        const auto document = Document::parse(call.data());
        if (!document) return Answer::invalid("not_a_receipt");
        const auto operation = document->text("op_id");
        const auto receipt = document->text("receipt_number");
        const auto amount = document->number("amount_minor");
        if (!operation || operation->size() > kIdMax || !receipt || receipt->empty() || receipt->size() > 64 || !amount)
            return Answer::invalid("not_a_receipt");
        return record(call, *operation, *receipt, *amount);
    }

private:
    static bool isWithinLimits(const Call& call) {
        return !call.opId().empty() && call.amountMinor() > 0 && call.amountMinor() <= kMinorMax &&
               call.currency() == "EUR";
    }

    Answer record(const Call& call, const std::string& operation, const std::string& receipt, std::int64_t amount) {
        auto payment = read(operation);
        if (payment.state.empty() || payment.state == "withdrawn") return Answer::invalid("not_waiting");
        if (payment.amount_minor != amount) return Answer::invalid("other_amount");
        if (payment.state == "paid" && payment.receipt != receipt) return Answer::invalid("other_receipt");
        if (payment.state == "waiting") {
            payment.state = "paid";
            payment.receipt = receipt;
            if (!write(operation, payment)) return Answer::unknown("not_kept");
        }
        host.emit(BUONO_EMIT_EVENT, "op=" + operation);
        return Answer::approved(call, receipt);
    }

    Answer waiting(const Call& call) const {
        auto answer = Answer::pending(call, "", "pay_at_till");
        answer.check_after_ms = setting("check_after_s", 900) * 1000;
        answer.valid_until_ms = host.nowMs() + setting("pay_within_h", 48) * kHourMs;
        return answer;
    }

    std::int64_t setting(std::string_view key, std::int64_t otherwise) const {
        const auto text = host.config(key).value_or("");
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool good = failed == std::errc{} && end == text.data() + text.size() && number > 0 && number <= 31536000;
        return good ? number : otherwise;
    }

    Payment read(std::string_view operation) const {
        const auto kept = host.kept("op/" + std::string{operation});
        Payment payment;
        payment.version = kept.version;
        std::istringstream in{kept.value};
        in >> payment.state >> payment.amount_minor >> payment.currency;
        std::getline(in >> std::ws, payment.receipt);
        return payment;
    }

    bool write(std::string_view operation, const Payment& payment) const {
        const auto currency = payment.currency.empty() ? std::string{"-"} : payment.currency;
        const auto line =
            payment.state + " " + std::to_string(payment.amount_minor) + " " + currency + " " + payment.receipt;
        return host.keep("op/" + std::string{operation}, line, payment.version);
    }
};

}  // namespace

BUONO_PLUGIN(CashDesk);
