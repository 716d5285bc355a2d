// Call and Answer: what the host asks, and what a plugin says. Plain values over buono/plugin/abi.h.
//
// An Answer that was never filled in is UNKNOWN. Call views the host's memory: keep nothing of it after the call.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <buono/plugin/abi.h>

namespace buono::plugin {

inline buono_str view(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(buono_str text) {
    return text.p ? std::string_view{text.p, static_cast<std::size_t>(text.n)} : std::string_view{};
}

class Call {
public:
    explicit Call(const buono_call& raw) : raw_{raw} {}

    std::string_view opId() const { return view(raw_.op_id); }
    std::string_view parentId() const { return view(raw_.parent_id); }
    std::string_view ref() const { return view(raw_.ref); }
    std::string_view data() const { return view(raw_.data); }
    std::string_view currency() const { return {raw_.currency, strnlen(raw_.currency, sizeof raw_.currency)}; }
    std::int64_t amountMinor() const { return raw_.amount_minor; }
    std::int64_t budgetMs() const { return raw_.budget_ms; }
    std::uint32_t attempt() const { return raw_.attempt; }

private:
    const buono_call& raw_;
};

struct Answer {
    buono_outcome outcome = BUONO_UNKNOWN;
    std::int64_t amount_minor = 0;
    std::string currency;
    std::string ref;      ///< At most 127 bytes; longer texts are cut.
    std::string reason;   ///< A code, at most 63 bytes.
    std::string message;  ///< For the operator; no personal data.
    std::string redirect_url;
    std::int64_t check_after_ms = 0;
    std::int64_t valid_until_ms = 0;

    static Answer approved(const Call& call, std::string ref) { return about(BUONO_APPROVED, call, std::move(ref)); }
    static Answer pending(const Call& call, std::string ref, std::string reason) {
        auto answer = about(BUONO_PENDING, call, std::move(ref));
        answer.reason = std::move(reason);
        return answer;
    }
    static Answer unknown(std::string reason) { return because(BUONO_UNKNOWN, std::move(reason)); }
    static Answer declined(std::string reason) { return because(BUONO_DECLINED, std::move(reason)); }
    static Answer notSent(std::string reason) { return because(BUONO_NOT_SENT, std::move(reason)); }
    static Answer invalid(std::string reason) { return because(BUONO_INVALID, std::move(reason)); }
    static Answer notFound() { return because(BUONO_NOT_FOUND, "not_found"); }
    static Answer unsupported() { return because(BUONO_UNSUPPORTED, "unsupported"); }

private:
    static Answer about(buono_outcome outcome, const Call& call, std::string their_ref) {
        Answer answer;
        answer.outcome = outcome;
        answer.amount_minor = call.amountMinor();
        answer.currency = call.currency();
        answer.ref = std::move(their_ref);
        return answer;
    }
    static Answer because(buono_outcome outcome, std::string why) {
        Answer answer;
        answer.outcome = outcome;
        answer.reason = std::move(why);
        return answer;
    }
};

namespace detail {

template <std::size_t N>
void put(char (&to)[N], std::string_view text) {
    const auto length = text.size() < N ? text.size() : N - 1;
    std::memcpy(to, text.data(), length);
    to[length] = '\0';
}

inline void put(buono_result& to, const Answer& answer) {
    to.amount_minor = answer.amount_minor;
    to.check_after_ms = answer.check_after_ms;
    put(to.currency, answer.currency);
    put(to.ref, answer.ref);
    put(to.reason, answer.reason);
    put(to.message, answer.message);
    put(to.redirect_url, answer.redirect_url);
    to.valid_until_ms = answer.valid_until_ms;
    to.outcome = answer.outcome;  // Last: half an answer stays UNKNOWN.
}

}  // namespace detail
}  // namespace buono::plugin
