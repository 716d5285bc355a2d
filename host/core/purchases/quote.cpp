#include "core/purchases/quote.hpp"

#include <algorithm>
#include <charconv>

#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

constexpr std::string_view kForm = "q1";
constexpr std::size_t kTokenMax = 4096;

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::vector<std::string_view> pieces(std::string_view text, char mark) {
    std::vector<std::string_view> all;
    for (;;) {
        const auto at = text.find(mark);
        all.push_back(text.substr(0, at));
        if (at == text.npos) return all;
        text.remove_prefix(at + 1);
    }
}

/// "auto" leaves the choice; the nil Id is direct money only.
std::string lineText(const QuoteLine& line) {
    return line.service.text() + "_" + line.beneficiary.text() + "_" + (line.pay_with ? line.pay_with->text() : "auto");
}

std::string headText(const Quote& quote) {
    auto text = std::string{kForm} + "." + quote.payer.text() + "." + std::to_string(quote.expires.us) + ".";
    for (std::size_t i = 0; i < quote.asked.size(); ++i) text += (i == 0 ? "" : "~") + lineText(quote.asked[i]);
    return text;
}

Error invalid() { return {codes::kQuoteInvalid, "/quote", "the token is not a quote of this host for this payer"}; }

/// Only of a token whose seal fits, so a form that does not is a bug of ours, not of the client; still refused.
std::optional<QuoteLine> readLine(std::string_view text) {
    const auto parts = pieces(text, '_');
    if (parts.size() != 3) return std::nullopt;
    const auto service = Id::parse(parts[0]);
    const auto beneficiary = Id::parse(parts[1]);
    if (!service || !beneficiary) return std::nullopt;
    if (parts[2] == "auto") return QuoteLine{*service, *beneficiary, std::nullopt};
    const auto pay_with = Id::parse(parts[2]);
    if (!pay_with) return std::nullopt;
    return QuoteLine{*service, *beneficiary, *pay_with};
}

/// Compares in a time that does not tell how much of a forged seal was right.
bool same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

}  // namespace

Result<Item> Quoter::item(const Id& payer, const QuoteLine& line, std::size_t number, registers::Date today) const {
    const auto field = "/lines/" + std::to_string(number);
    const auto found = reads_.shelf.item(line.service);
    if (!found) return Error{ErrorCode::InvalidValue, field + "/service_id", "there is no such service"};
    if (!found->on_sale) return Error{codes::kNotSold, field + "/service_id", "this service is not on sale now"};
    if (found->ends && *found->ends < today)
        return Error{codes::kNotSold, field + "/service_id", "its last day has passed"};
    if (!reads_.family.mayBuyFor(payer, line.beneficiary)) {
        return Error{ErrorCode::InvalidValue, field + "/beneficiary_id", "nobody you may buy for has this id"};
    }
    return *found;
}

namespace {

/// The earliest last day among the instruments that pay.
std::optional<registers::Date> lastDayToClaim(const Quote& quote) {
    std::optional<registers::Date> last;
    for (const auto& share : quote.split.shares) {
        for (const auto& one : quote.wallet) {
            if (one.id != share.instrument || !one.policy.claim_by) continue;
            if (!last || *one.policy.claim_by < *last) last = one.policy.claim_by;
        }
    }
    return last;
}

}  // namespace

Result<Quote> Quoter::quote(const Id& payer, std::span<const QuoteLine> lines, Instant now) const {
    Quote quote{payer, {}, {lines.begin(), lines.end()}, {}, reads_.wallet.of(payer), {}, {now.us + kValidUs}, {}};
    if (lines.size() > instruments::kLinesMax) return Error{ErrorCode::TooLarge, "/lines", "at most 20 lines"};
    const auto today = reads_.calendar.dateOf(now);
    std::vector<instruments::Line> priced;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto found = item(payer, lines[i], i, today);
        if (!found) return found.error();
        if (i > 0 && found->ente != quote.ente) {
            return Error{codes::kSeveralEnti, "/lines/" + std::to_string(i), "another ente than the first line's"};
        }
        quote.ente = found->ente;
        priced.push_back({found->ente, lines[i].beneficiary, found->price, found->area, found->category, found->ends,
                          lines[i].pay_with});
        quote.items.push_back(*std::move(found));
    }
    auto split = instruments::split(priced, quote.wallet, today);
    if (!split) return split.error();
    quote.split = *std::move(split);
    if (const auto last = lastDayToClaim(quote)) quote.claim_until = reads_.calendar.endOf(*last);
    const auto sealed = headText(quote) + "." + fingerprint(quote);
    quote.token = sealed + "." + hex(seal_.mark("quote", sealed));
    return quote;
}

std::string Quoter::fingerprint(const Quote& quote) const {
    std::string text;
    for (const auto& item : quote.items) text += item.service.text() + "=" + item.price.text() + ";";
    for (const auto& share : quote.split.shares) {
        text += std::to_string(share.line) + ":" + share.instrument.text() + "=" + share.amount.text() + ";";
    }
    const auto mark = seal_.mark("quote-split", text);
    return hex(std::span{mark}.first(16));
}

Result<std::vector<QuoteLine>> Quoter::open(const Id& payer, std::string_view token, Instant now) const {
    if (token.size() > kTokenMax) return invalid();
    const auto parts = pieces(token, '.');
    if (parts.size() != 6 || parts[0] != kForm) return invalid();
    const auto sealed = token.substr(0, token.size() - parts[5].size() - 1);
    if (!same(parts[5], hex(seal_.mark("quote", sealed))) || parts[1] != payer.text()) return invalid();

    std::int64_t expires_us = 0;
    std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), expires_us);
    if (expires_us <= now.us) return Error{codes::kQuoteExpired, "/quote", "a quote is good for 15 minutes"};
    std::vector<QuoteLine> lines;
    for (const auto piece : pieces(parts[3], '~')) {
        const auto line = readLine(piece);
        if (!line) return invalid();
        lines.push_back(*line);
    }
    return lines;
}

Result<Quote> Quoter::confirm(const Id& payer, std::string_view token, Instant now) const {
    auto lines = open(payer, token, now);
    if (!lines) return lines.error();
    auto current = quote(payer, *lines, now);
    if (!current) return current.error();
    if (!same(pieces(token, '.')[4], fingerprint(*current))) {
        return Error{codes::kQuoteChanged, "/quote", "prices or what is left have changed since the quote"};
    }
    return current;
}

}  // namespace buono::purchases
