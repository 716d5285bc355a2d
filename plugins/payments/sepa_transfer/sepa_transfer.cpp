// SepaTransfer: the family pays the ente by bank transfer, and the ente hands in its bank's file.
//
// A file decides by reference, account, currency and exact amount; whatever else it says is told and changes nothing.
// The same entry again has no effect, in whichever file it stands.
#include <algorithm>
#include <charconv>

#include <buono/plugin/document.hpp>
#include <buono/plugin/payment.hpp>

#include "camt.hpp"
#include "payments.hpp"
#include "reference.hpp"

using namespace buono::plugin;

namespace {

using sepa::Movement;
using sepa::Payment;

constexpr std::int64_t kMinorMax = 99'999'999'999;  // As in plugin.json.
constexpr std::string_view kWaitsFor = "bank_transfer";
constexpr std::size_t kAtOnce = 50;  // Payments looked up in one call: a call may ask the host 256 things.

/// What the host says before the bytes of a file: one line.
struct Envelope {
    std::string ente, account;
    std::size_t from = 0;  ///< Payments with a reference that earlier calls have dealt with.
    std::string_view bytes;
};

std::optional<Envelope> envelopeOf(std::string_view data) {
    const auto end = data.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto head = Document::parse(data.substr(0, end));
    if (!head) return std::nullopt;
    const auto from = head->number("from").value_or(0);
    Envelope envelope{head->text("ente").value_or(""), head->text("iban").value_or(""),
                      static_cast<std::size_t>(std::max<std::int64_t>(from, 0)), data.substr(end + 1)};
    if (envelope.ente.empty() || envelope.account.empty()) return std::nullopt;
    return envelope;
}

/// What a file says besides: counted, never shown one by one. It is the ente's own business.
struct Others {
    int announced = 0, debits = 0, without_reference = 0;
};

class SepaTransfer final : public PaymentMethod {
public:
    explicit SepaTransfer(Host given) : PaymentMethod{given}, payments_{host} {}

    Answer authorize(const Call& call) override {
        const auto order = Document::parse(call.data());
        if (call.opId().empty() || call.amountMinor() <= 0) return Answer::invalid("invalid_amount");
        if (call.amountMinor() > kMinorMax || call.currency() != "EUR") return Answer::invalid("beyond_limits");
        if (!order || order->text("ente").value_or("").empty()) return Answer::invalid("no_payee");
        if (order->text("iban").value_or("").empty()) return Answer::invalid("no_account");
        auto payment = payments_.of(call.opId());
        if (payment.state == "withdrawn") return Answer::declined("withdrawn");
        if (payment.state.empty()) {
            payment.state = "waiting";
            payment.amount_minor = call.amountMinor();
            payment.currency = call.currency();
            payment.ente = *order->text("ente");
            if (!payments_.keep(payment)) return Answer::unknown("not_kept");
        }
        if (!payment.isFor(call.amountMinor(), call.currency())) return Answer::invalid("other_amount");
        return waiting(call, payment);
    }

    Answer query(const Call& call) override {
        const auto payment = payments_.of(call.parentId());
        if (payment.state.empty()) return Answer::notFound();
        if (payment.state == "withdrawn") return Answer::declined("withdrawn");
        if (!payment.isFor(call.amountMinor(), call.currency())) return Answer::invalid("other_amount");
        return payment.state == "paid" ? Answer::approved(call, payment.reference) : waiting(call, payment);
    }

    Answer void_(const Call& call) override {
        auto payment = payments_.of(call.parentId());
        if (payment.state == "paid") return Answer::declined("already_paid");
        if (payment.state != "withdrawn") {
            const auto order = Document::parse(call.data());
            if (payment.ente.empty() && order) payment.ente = order->text("ente").value_or("");
            payment.state = "withdrawn";
            if (!payments_.keep(payment)) return Answer::unknown("not_kept");
        }
        return Answer::approved(call, "");
    }

    /// The answer's ref says from where to go on: "" when the whole file is done.
    Answer settlementIn(const Call& call) override {
        const auto envelope = envelopeOf(call.data());
        if (!envelope) return Answer::invalid("not_a_bank_file");
        const auto read = sepa::readCamt(envelope->bytes);
        if (!read.refusal.empty()) return Answer::invalid(read.refusal);
        Others others;
        std::size_t place = 0;
        for (const auto& one : read.all) {
            if (!concerns(one, others) || place++ < envelope->from) continue;
            if (place > envelope->from + kAtOnce) return Answer::approved(call, std::to_string(place - 1));
            if (!tell(*envelope, one)) return Answer::unknown("not_kept");
        }
        sayOthers(others, read.all.size());
        return Answer::approved(call, "");
    }

private:
    static bool concerns(const Movement& one, Others& others) {
        auto* count = !one.booked                  ? &others.announced
                      : one.references.empty()     ? one.credit ? &others.without_reference : &others.debits
                      : !one.credit && !one.undone ? &others.debits
                                                   : nullptr;
        if (count) ++*count;
        return count == nullptr;
    }

    /// false: what it says could not be kept.
    bool tell(const Envelope& envelope, const Movement& one) {
        auto payment = payments_.under(one.references.front());
        const bool ours = !payment.state.empty() && payment.ente == envelope.ente;
        const auto before = payment.state;
        const auto kind = ours ? kindOf(envelope, one, payment) : "unknown";
        if (payment.state != before && !payments_.keep(payment)) return false;
        if (!ours) payment.operation.clear(), payment.state.clear();
        say(kind, one, payment);
        return true;
    }

    /// One word for what this is. Changes `payment` where it pays it or takes that back.
    static const char* kindOf(const Envelope& envelope, const Movement& one, Payment& payment) {
        if (one.references.size() > 1) return "several";
        if (one.account != envelope.account) return "account";
        if (one.currency != payment.currency) return "currency";
        if (!one.amount_minor) return "no_amount";
        if (one.undone) return one.credit ? "unclear" : takenBack(one, payment);
        if (payment.entry == one.id) return payment.state == "returned" ? "returned" : "settled";
        if (payment.state == "withdrawn") return "late";
        if (*one.amount_minor < payment.amount_minor) return "short";
        if (*one.amount_minor > payment.amount_minor) return "over";
        if (!payment.isOpen()) return "twice";
        payment.state = "paid";
        payment.entry = one.id;
        return "settled";
    }

    static const char* takenBack(const Movement& one, Payment& payment) {
        const bool news = payment.state == "paid" && payment.back != one.id && payment.entry != one.id;
        if (news && one.amount_minor == payment.amount_minor) {
            payment.state = "returned";
            payment.back = one.id;
        }
        return "returned";
    }

    void say(std::string_view kind, const Movement& one, const Payment& payment) const {
        // Every text here is of letters, digits and "-./", or the host's own.
        auto line = "{\"kind\":\"" + std::string{kind} + "\",\"reference\":\"" + payment.reference + "\",\"op\":\"" +
                    payment.operation + "\",\"entry\":\"" + one.id + "\"";
        if (one.amount_minor) line += ",\"amount_minor\":" + std::to_string(*one.amount_minor);
        if (isWord(one.currency)) line += ",\"currency\":\"" + one.currency + "\"";
        if (isWord(one.value_date)) line += ",\"value_date\":\"" + one.value_date + "\"";
        if (payment.state == "returned") line += ",\"waits\":1";
        host.emit(BUONO_EMIT_EVENT, line + "}");
    }

    void sayOthers(const Others& others, std::size_t all) const {
        host.emit(BUONO_EMIT_EVENT, "{\"kind\":\"others\",\"entries\":" + std::to_string(all) +
                                        ",\"announced\":" + std::to_string(others.announced) +
                                        ",\"debits\":" + std::to_string(others.debits) +
                                        ",\"without_reference\":" + std::to_string(others.without_reference) + "}");
    }

    static bool isWord(std::string_view text) {
        const auto allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'; };
        return !text.empty() && text.size() <= 10 && std::ranges::all_of(text, allowed);
    }

    Answer waiting(const Call& call, const Payment& payment) const {
        constexpr std::int64_t kHourMs = 3'600'000;
        auto answer = Answer::pending(call, payment.reference, std::string{kWaitsFor});
        answer.check_after_ms = setting("check_after_s", 21'600) * 1000;
        answer.valid_until_ms = host.nowMs() + setting("pay_within_h", 240) * kHourMs;
        return answer;
    }

    std::int64_t setting(std::string_view key, std::int64_t otherwise) const {
        const auto text = host.config(key).value_or("");
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool good =
            failed == std::errc{} && end == text.data() + text.size() && number > 0 && number < 100'000'000;
        return good ? number : otherwise;
    }

    sepa::Payments payments_;
};

}  // namespace

BUONO_PLUGIN(SepaTransfer);
