#include "simulation/plants.hpp"

#include "simulation/weather.hpp"

namespace buono::simulation {

std::string_view word(Plant plant) {
    switch (plant) {
        case Plant::None: return "none";
        case Plant::AckBeforeCommit: return "ack_before_commit";
        case Plant::KeyInSecondCommit: return "key_in_second_commit";
        case Plant::ErrandInSecondCommit: return "errand_in_second_commit";
        case Plant::RefusalKeepsKey: return "refusal_keeps_key";
        case Plant::RefusalLeavesRow: return "refusal_leaves_row";
        case Plant::AnyRequestUnderKey: return "any_request_under_key";
        case Plant::HoldEndForgotten: return "hold_end_forgotten";
        case Plant::BalanceForgotten: return "balance_forgotten";
        case Plant::AllowanceNotKept: return "allowance_not_kept";
        case Plant::OldAllowanceForgotten: return "old_allowance_forgotten";
        case Plant::ProjectedTooFar: return "projected_too_far";
        case Plant::EntryLost: return "entry_lost";
        case Plant::TimeGoesBack: return "time_goes_back";
        case Plant::CourierDropsUnknown: return "courier_drops_unknown";
        case Plant::SilenceIsNo: return "silence_is_no";
        case Plant::NoIsBelievedAtOnce: return "no_is_believed_at_once";
        case Plant::WithdrawnWithoutAsking: return "withdrawn_without_asking";
        case Plant::RedemptionNotDue: return "redemption_not_due";
        case Plant::DueInTwoPayouts: return "due_in_two_payouts";
        case Plant::ReleasedWhileAsking: return "released_while_asking";
        case Plant::TurnNotFollowed: return "turn_not_followed";
        case Plant::NobodyIsTold: return "nobody_is_told";
        case Plant::AnyBeneficiary: return "any_beneficiary";
        case Plant::AnyDay: return "any_day";
        case Plant::CreditToppedUp: return "credit_topped_up";
        case Plant::WrongPayable: return "wrong_payable";
    }
    return {};
}

std::optional<Plant> plantOf(std::string_view name) {
    for (std::size_t i = 0; i < kPlants; ++i)
        if (word(static_cast<Plant>(i)) == name) return static_cast<Plant>(i);
    return std::nullopt;
}

std::string_view word(Misfortune misfortune) {
    switch (misfortune) {
        case Misfortune::CrashIdle: return "crash_idle";
        case Misfortune::CrashBeforeCommit: return "crash_before_commit";
        case Misfortune::CrashAfterCommit: return "crash_after_commit";
        case Misfortune::CrashInCall: return "crash_in_call";
        case Misfortune::AnswerLost: return "answer_lost";
        case Misfortune::RequestLost: return "request_lost";
        case Misfortune::Forgetful: return "forgetful";
        case Misfortune::SaysNo: return "says_no";
        case Misfortune::SlowAnswer: return "slow_answer";
        case Misfortune::CourierAway: return "courier_away";
        case Misfortune::ClockLeaps: return "clock_leaps";
        case Misfortune::ClockSetBack: return "clock_set_back";
        case Misfortune::DiskFull: return "disk_full";
        case Misfortune::SecondCall: return "second_call";
    }
    return {};
}

}  // namespace buono::simulation
