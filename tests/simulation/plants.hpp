// Plant: a fault planted in the simulated surroundings, or in a piece of the core as it is wired, to prove that the
// checks would see it. Each stands for a mistake that a store, a courier or a use case could make.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace buono::simulation {

enum class Plant : std::uint8_t {
    None,
    AckBeforeCommit,         ///< Answers go out before the batch is durable.
    KeyInSecondCommit,       ///< The reply rows are committed after the rest.
    ErrandInSecondCommit,    ///< ... the outbox rows are.
    RefusalKeepsKey,         ///< A refusal is kept as the key's answer.
    RefusalLeavesRow,        ///< A refused redemption leaves a row.
    AnyRequestUnderKey,      ///< The digest of the request is not compared.
    HoldEndForgotten,        ///< The end of a hold and the line it paid are not always written.
    BalanceForgotten,        ///< A changed balance is not always written.
    ProjectedTooFar,         ///< Balances are said to be newer than they are.
    AllowanceNotKept,        ///< A renewed code keeps the allowance that was emptied.
    OldAllowanceForgotten,   ///< Nobody knows whose allowance that was before the code was renewed.
    EntryLost,               ///< The journal loses an entry that its balances have.
    TimeGoesBack,            ///< A restart believes the wall, whatever the journal says.
    CourierDropsUnknown,     ///< Silence ends the errand.
    SilenceIsNo,             ///< Silence is taken for a refusal.
    NoIsBelievedAtOnce,      ///< A refusal to a payment is believed without asking again.
    WithdrawnWithoutAsking,  ///< A payment's hour is over: its holds go though the method was never told.
    RedemptionNotDue,        ///< A redemption is sometimes not added to what is owed.
    DueInTwoPayouts,         ///< A due that a payout took stays free.
    ReleasedWhileAsking,     ///< A purchase is cancelled though its redemption is being asked for.
    TurnNotFollowed,         ///< A process takes its turn without what others wrote.
    NobodyIsTold,            ///< The notices of payments are forgotten.
    AnyBeneficiary,          ///< A child's voucher is offered for anybody.
    AnyDay,                  ///< Vouchers are offered beyond their last day.
    CreditToppedUp,          ///< An employer's credit is offered for a part of a line.
    WrongPayable,            ///< What is owed to one ente is sometimes put to another's account.
};
inline constexpr auto kPlants = static_cast<std::size_t>(Plant::WrongPayable) + 1;

/// "ack_before_commit": as --plant names it.
std::string_view word(Plant plant);
std::optional<Plant> plantOf(std::string_view word);

}  // namespace buono::simulation
