#include "core/purchases/transfer.hpp"

#include <algorithm>

namespace buono::purchases {
namespace {

constexpr std::size_t kNameMax = 70;
constexpr std::size_t kTextMax = 331;  // Bytes of a QR code of version 13 at level M.
constexpr std::int64_t kCentsMax = 99'999'999'999;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The first signs of a UTF-8 text, whole, in at most so many bytes, without what would begin another line.
std::string firstSigns(std::string_view text, std::size_t signs, std::size_t bytes) {
    std::size_t end = 0;
    for (std::size_t at = 0; at <= text.size() && at <= bytes; ++at) {
        const bool begins = at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (!begins) continue;
        end = at;
        if (signs-- == 0) break;
    }
    std::string out{text.substr(0, end)};
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return out;
}

}  // namespace

bool isCreditorReference(std::string_view text) {
    if (text.size() < 5 || text.size() > 25 || !text.starts_with("RF") || !isDigit(text[2]) || !isDigit(text[3]))
        return false;
    int rest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[(i + 4) % text.size()];
        if (!isDigit(c) && (c < 'A' || c > 'Z')) return false;
        rest = isDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest == 1;
}

std::optional<std::string> transferText(const Transfer& transfer) {
    const bool payable = transfer.amount.isPositive() && transfer.amount.cents() <= kCentsMax;
    if (!payable || transfer.payee.empty() || transfer.iban.empty() || !isCreditorReference(transfer.reference))
        return std::nullopt;
    // Service tag, version, UTF-8, credit transfer, no BIC, name, account, amount, no purpose, reference.
    const std::string before = "BCD\n002\n1\nSCT\n\n";
    const auto after = "\n" + transfer.iban + "\nEUR" + transfer.amount.text() + "\n\n" + transfer.reference;
    return before + firstSigns(transfer.payee, kNameMax, kTextMax - before.size() - after.size()) + after;
}

std::string inFours(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 4) {
        if (at > 0) out += ' ';
        out += text.substr(at, 4);
    }
    return out;
}

}  // namespace buono::purchases
