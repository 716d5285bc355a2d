// RegisterBook: an ente without software of its own. Each redemption gets the next number of a book kept here.
//
// "op/<operation>" holds "<state> <amount> <currency> <number>"; "last" the last number given out. A number may be
// lost when the process dies between the two; none is ever given twice.
#include <cstdio>
#include <sstream>

#include <buono/plugin/provider.hpp>

using namespace buono::plugin;

namespace {

constexpr std::int64_t kMinorMax = 100'000'000;  // As in plugin.json.

struct Line {
    std::string state;  ///< "", redeemed or cancelled.
    std::int64_t amount_minor = 0;
    std::string currency;
    std::string number;
    std::uint64_t version = 0;

    bool isFor(const Call& call) const { return amount_minor == call.amountMinor() && currency == call.currency(); }
};

class RegisterBook final : public Provider {
public:
    using Provider::Provider;

    Answer redeem(const Call& call) override {
        if (!isWithinLimits(call)) return Answer::invalid("beyond_limits");
        auto line = read(call.opId());
        if (line.state == "cancelled") return Answer::declined("cancelled");
        if (line.state.empty()) {
            line = {"redeemed", call.amountMinor(), std::string{call.currency()}, nextNumber(), 0};
            if (line.number.empty() || !write(call.opId(), line)) return Answer::unknown("not_kept");
        }
        return line.isFor(call) ? Answer::approved(call, line.number) : Answer::invalid("other_amount");
    }

    Answer status(const Call& call) override {
        const auto line = read(call.parentId());
        if (line.state.empty()) return Answer::notFound();
        if (line.state == "cancelled") return Answer::declined("cancelled");
        return line.isFor(call) ? Answer::approved(call, line.number) : Answer::invalid("other_amount");
    }

    Answer cancel(const Call& call) override {
        auto line = read(call.parentId());
        if (line.state != "cancelled") {
            line.state = "cancelled";
            if (!write(call.parentId(), line)) return Answer::unknown("not_kept");
        }
        return Answer::approved(call, line.number == "-" ? "" : line.number);
    }

private:
    static bool isWithinLimits(const Call& call) {
        return !call.opId().empty() && call.amountMinor() > 0 && call.amountMinor() <= kMinorMax &&
               call.currency() == "EUR";
    }

    std::string nextNumber() const {
        for (int tries = 0; tries < 8; ++tries) {  // Another worker may be writing in the same book.
            const auto last = host.kept("last");
            const auto next = (last.version ? std::stoll(last.value) : 0) + 1;
            if (!host.keep("last", std::to_string(next), last.version)) continue;
            char number[32];
            std::snprintf(number, sizeof number, "RB-%06lld", next);
            return number;
        }
        return {};
    }

    Line read(std::string_view operation) const {
        const auto kept = host.kept("op/" + std::string{operation});
        Line line;
        line.version = kept.version;
        std::istringstream{kept.value} >> line.state >> line.amount_minor >> line.currency >> line.number;
        return line;
    }

    bool write(std::string_view operation, const Line& line) const {
        const auto or_dash = [](const std::string& text) { return text.empty() ? std::string{"-"} : text; };
        return host.keep("op/" + std::string{operation},
                         line.state + " " + std::to_string(line.amount_minor) + " " + or_dash(line.currency) + " " +
                             or_dash(line.number),
                         line.version);
    }
};

}  // namespace

BUONO_PLUGIN(RegisterBook);
