#include "adapters/http/pages/notice_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/http/pages/page.hpp"

namespace buono::http::pages {
namespace {

namespace notice = people::notice;

constexpr std::int64_t kMinute_us = 60'000'000;

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
constexpr std::array kTexts = std::to_array<std::pair<std::string_view, const char*>>({
    {notice::kApplicationReceived, SAY("Your application was received.")},
    {notice::kApplicationRefused, SAY("An application was not accepted.")},
    {notice::kVoucherAwarded, SAY("A voucher was awarded to you: it is in your wallet.")},
    {notice::kWaitlisted, SAY("Your application is on the waiting list.")},
    {notice::kPurchaseConfirmed, SAY("A purchase is confirmed: its code is ready.")},
    {notice::kPurchaseRefused, SAY("A payment was refused: voucher and credit are back in your wallet.")},
    {notice::kPurchaseExpired, SAY("A purchase has expired: what was held of voucher and credit is free again.")},
    {notice::kPurchaseCancelled, SAY("A purchase was cancelled: voucher and credit are back in your wallet.")},
    {notice::kPurchaseOwedBack, SAY("A purchase is over and the provider owes you back what you paid at its till.")},
    {notice::kRedeemed, SAY("The provider redeemed your code. If you know nothing of it, tell any Spazio.")},
    {notice::kSpendingRedeemed,
     SAY("A provider took an amount with your spending code. If you know nothing of it, tell any Spazio.")},
    {notice::kCreditReceived, SAY("Your employer gave you a welfare credit: it is in your wallet.")},
    {notice::kAssistanceOpened, SAY("An operator of a Spazio is helping you, with the code you gave.")},
});
constexpr const char* kUnknown = SAY("Something new");
#undef SAY

}  // namespace

std::string noticeText(Desk& desk, const Request& request, std::string_view kind) {
    const auto text = std::find_if(kTexts.begin(), kTexts.end(), [&](const auto& one) { return one.first == kind; });
    return say(desk, request, text == kTexts.end() ? kUnknown : text->second);
}

std::string noticeLink(const people::Notice& notice) {
    if (notice.kind.starts_with("purchase_") || notice.kind == notice::kRedeemed)
        return "/area/acquisti/" + notice.subject.text();
    if (notice.kind == notice::kVoucherAwarded || notice.kind == notice::kCreditReceived) return "/area";
    if (notice.kind == notice::kAssistanceOpened) return "/area/sportello";
    return {};
}

std::int64_t minutesLeft(registers::Instant until, registers::Instant now) {
    return std::max<std::int64_t>(0, (until.us - now.us + kMinute_us - 1) / kMinute_us);
}

}  // namespace buono::http::pages
