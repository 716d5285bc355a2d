// Notices: what the city tells a person, in the same change that made it true.
//
// A notice is a kind and the object it is about: no personal data, no amount, no words. Pages turn the kind into
// words of the reader's language. It is the channel inside Buono; mail is another adapter's business.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::people {

using registers::Id;
using registers::Instant;

/// The kinds of notice, as rows and the API name them; `subject` beside each.
namespace notice {
inline constexpr std::string_view kApplicationReceived = "application_received";  ///< Application.
inline constexpr std::string_view kApplicationRefused = "application_refused";    ///< Application.
inline constexpr std::string_view kVoucherAwarded = "voucher_awarded";            ///< Voucher.
inline constexpr std::string_view kWaitlisted = "waitlisted";                     ///< Application.
inline constexpr std::string_view kPurchaseConfirmed = "purchase_confirmed";      ///< Purchase, as all of purchase_*.
inline constexpr std::string_view kPurchaseRefused = "purchase_refused";
inline constexpr std::string_view kPurchaseExpired = "purchase_expired";
inline constexpr std::string_view kPurchaseCancelled = "purchase_cancelled";
inline constexpr std::string_view kPurchaseOwedBack = "purchase_owed_back";  ///< Over; the ente owes back what it has.
inline constexpr std::string_view kRedeemed = "redeemed";                    ///< Purchase.
inline constexpr std::string_view kSpendingRedeemed = "spending_redeemed";   ///< Spending code.
inline constexpr std::string_view kCreditReceived = "credit_received";       ///< Credit.
inline constexpr std::string_view kAssistanceOpened = "assistance_opened";   ///< Assistance session.
}  // namespace notice

struct Notice {
    Id id;
    Id person;
    std::string kind;
    Id subject;
    Instant at;
    bool seen = false;
};

/// Rows; writing members on the writer's thread only.
class Notices {
public:
    virtual ~Notices() = default;
    /// Newest first, those before `before`; nil starts at the newest.
    virtual std::vector<Notice> ofPerson(const Id& person, const Id& before, int limit) const = 0;
    virtual int unseen(const Id& person) const = 0;
    virtual void add(const Notice& notice) = 0;
    /// The same for many; rows do it with few statements.
    virtual void addAll(std::span<const Notice> notices) {
        for (const auto& notice : notices) add(notice);
    }
    /// Everything told until `up_to` has been seen.
    virtual void markSeen(const Id& person, Instant up_to) = 0;
};

}  // namespace buono::people
