// Outside: every payment method and provider of a world, with books of their own.
//
// What they know of an operation (Matter) is the truth; what they answer may be late, lost, contradictory or slow, as
// the weather wills, but never against the contract of a plugin: a query's yes and no are final, an annulled operation
// is never done, nothing is done twice under one id. The checks hold the host's rows against these books. One thread.
#pragma once

#include <functional>
#include <map>

#include "core/purchases/ports.hpp"
#include "simulation/plants.hpp"
#include "simulation/tools.hpp"
#include "simulation/weather.hpp"

namespace buono::simulation {

using registers::Id;
using registers::Instant;

class Outside final : public purchases::Methods, public purchases::Providers {
public:
    enum class Truth : std::uint8_t { Unheard, Waiting, Done, Refused, Annulled };
    struct Matter {
        purchases::Order order;  ///< As it was first asked: every call must carry the same.
        Truth truth = Truth::Unheard;
        std::int64_t decides_us = 0;  ///< Waiting: when it is done or refused by itself.
        bool will_be_done = false;
        bool is_denied = false;  ///< To authorize they say no; query tells the truth.
        purchases::Outcome refusal =
            purchases::Outcome::Declined;  ///< In which words they refuse what is asked of them.
        std::string receipt;               ///< What the till told them.
    };

    Outside(Random& random, Weather& weather, Time& time) : random_{random}, weather_{weather}, time_{time} {}

    purchases::Answer authorize(const purchases::Order& order) override;
    purchases::Answer query(const purchases::Order& order) override;
    purchases::Answer cancel(const purchases::Order& order) override;
    void tell(const purchases::Order& order, std::string_view receipt) override;
    purchases::Answer redeem(const purchases::Order& order) override;
    purchases::Answer status(const purchases::Order& order) override;

    /// Nothing when nobody ever asked them.
    const Matter* find(const Id& operation) const;
    Truth truthOf(const Id& operation) const;

    /// Others act while somebody outside is being asked.
    std::function<void()> meanwhile;
    std::map<purchases::Outcome, std::uint64_t> answers;  ///< How often each was given.

private:
    using Step = void (Outside::*)(Matter&);

    purchases::Answer ask(const purchases::Order& order, Step step, bool is_question);
    Matter& matterOf(const purchases::Order& order);
    bool reaches();
    void heedTill(Matter& matter);
    void takeUp(Matter& matter);
    void look(Matter& matter);
    void annul(Matter& matter);
    void answerLate();
    void arriveLate();
    purchases::Answer honest(const Matter& matter, bool is_question);
    purchases::Answer given(purchases::Answer answer);

    Random& random_;
    Weather& weather_;
    Time& time_;
    std::map<Id, Matter> matters_;
    std::vector<std::pair<Id, Step>> late_;  ///< Requests on their way, whose askers have given up waiting.
};

/// The adapter between the core and the outside; where it is planted with a fault it changes what they say.
class Interpreter final : public purchases::Methods, public purchases::Providers {
public:
    Interpreter(Outside& outside, const purchases::Operations& operations, Plant plant)
        : outside_{outside}, operations_{operations}, plant_{plant} {}

    purchases::Answer authorize(const purchases::Order& order) override;
    purchases::Answer query(const purchases::Order& order) override;
    purchases::Answer cancel(const purchases::Order& order) override;
    void tell(const purchases::Order& order, std::string_view receipt) override { outside_.tell(order, receipt); }
    purchases::Answer redeem(const purchases::Order& order) override;
    purchases::Answer status(const purchases::Order& order) override { return heard(outside_.status(order)); }
    /// What was last heard, as the core was told.
    purchases::Outcome last() const { return last_; }

private:
    purchases::Answer heard(purchases::Answer answer);

    void checkAttempt(const purchases::Order& order) const;

    Outside& outside_;
    const purchases::Operations& operations_;
    Plant plant_;
    purchases::Outcome last_ = purchases::Outcome::Approved;
    std::map<Id, bool> said_no_;
};

}  // namespace buono::simulation
