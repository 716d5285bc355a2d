// A quote's token: nobody's words open it without the seal; under the seal, no form of it harms.
#include "core/purchases/quote.hpp"

#include "core/ledger/book.hpp"
#include "input.hpp"

namespace {

using namespace buono;
using namespace buono::purchases;

struct Nothing final : Shelf, Family, Seal, registers::Calendar, ledger::Balances {
    std::optional<Item> item(const Id&) const override { return std::nullopt; }
    bool offers(const Id&, std::string_view) const override { return false; }
    bool mayBuyFor(const Id&, const Id&) const override { return false; }
    registers::Date dateOf(registers::Instant) const override { return registers::Date{}; }
    registers::Instant endOf(registers::Date) const override { return {}; }
    std::optional<ledger::Account> account(ledger::AccountNo) const override { return std::nullopt; }
    registers::Sha256 mark(std::string_view, std::string_view text) const override {
        registers::Sha256 mark{};
        std::uint64_t sum = 14'695'981'039'346'656'037U;
        for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
        for (std::size_t i = 0; i < mark.size(); ++i)
            mark[i] = static_cast<std::uint8_t>(sum >> (i % 8 * 8)) ^ static_cast<std::uint8_t>(i);
        return mark;
    }
};

std::string sealed(const Nothing& nothing, std::string_view text) {
    std::string token{text};
    token += '.';
    for (const auto byte : nothing.mark("quote", text)) {
        token += "0123456789abcdef"[byte >> 4];
        token += "0123456789abcdef"[byte & 15];
    }
    return token;
}

}  // namespace

FUZZ(text) {
    static const Nothing nothing;
    static const instruments::Wallet wallet{{}, nothing};
    const Quoter quoter{{nothing, nothing, wallet, nothing}, nothing};
    const auto payer = *Id::parse("0192f3a0-7c1e-7abc-8def-0123456789ab");
    const registers::Instant now{1'000};
    BUONO_CHECK(!quoter.open(payer, text, now) || text.size() > 64);
    const auto lines = quoter.open(payer, sealed(nothing, text), now);
    if (lines) BUONO_CHECK(!lines->empty() && text.starts_with("q1." + payer.text()));
    (void)quoter.confirm(payer, sealed(nothing, text), now);
}
