// Crowd: everybody who asks a city for something, as one journal of intents and answers.
//
// A client keeps what it is about to ask before it asks, and its key. Whoever was not answered asks again under the
// same key until it is; some ask twice at once, again after years, or something else under a key they used. What was
// acknowledged must be in the city's rows with the same bytes, and nothing else (I16, I17, I19). One thread.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>

#include "simulation/host.hpp"

namespace buono::simulation {

enum class What : std::uint8_t {
    LoadCatalogue,
    LoadCall,
    Apply,
    Rank,
    Award,
    OpenPlan,
    Credit,
    IssueCode,
    ReissueSpending,
    Spend,
    SpendMany,
    Buy,
    Cancel,
    ReissuePurchase,
    Redeem,
    Receipt,
    Return,
    Propose,
    Approve,
    CancelSettlement,
    Note,
};
inline constexpr std::size_t kWhats = 21;
std::string_view word(What what);

struct Intent {
    What what{};
    registers::Ticket ticket;
    std::function<Result<registers::Reply>(Host&)> run;  ///< Within the change. None: a note.
    /// The first time it is acknowledged: what the client learns from the words of the reply.
    std::function<void(const std::vector<std::string_view>&)> learn;
    /// A refusal that a batch of one got: false when the checks know that it should have been a success.
    std::function<bool(const Host&, const Error&)> is_right_to_refuse;
};

class Crowd {
public:
    Crowd(Random& random, Weather& weather) : random_{random}, weather_{weather} {}

    /// Where a request that comes twice comes the second time.
    std::function<Host&()> elsewhere;

    /// Puts the intent into the journal and sends it.
    void ask(Host& host, Intent intent);
    /// Somebody who was not answered asks again; else somebody repeats or abuses an old key.
    void askAgain(Host& host);
    bool isUnanswered() const { return !unanswered_.empty(); }

    /// Every acknowledgement since the last look is in the log, with its bytes.
    void compareNew(const Store& store);
    /// Every acknowledgement is in the log, and every key in the log was acknowledged.
    void compareAll(const Store& store) const;
    void eachAcknowledged(const std::function<void(What, const std::vector<std::string_view>&)>& see) const;

    std::uint64_t acknowledged(What what) const { return acknowledged_[static_cast<std::size_t>(what)]; }
    std::uint64_t refused(What what) const { return refused_[static_cast<std::size_t>(what)]; }
    using Refusals = std::map<std::pair<What, ErrorCode>, std::uint64_t>;
    const Refusals& refusals() const { return refusals_; }
    std::uint64_t repeats() const { return repeats_; }

private:
    struct Asked {
        Intent intent;
        bool is_unanswered = false;
        std::optional<registers::Reply> reply;
    };
    void send(Host& host, Asked& asked);
    void sendOther(Host& host, Asked& asked);
    void answered(Host& host, Asked& asked, const Result<registers::Reply>& result);
    void acknowledged(Asked& asked, const registers::Reply& reply);
    void refused(Host& host, Asked& asked, const Error& error);
    void askLater(Asked& asked);
    void compare(const Store& store, const Asked& asked) const;

    Random& random_;
    Weather& weather_;
    std::vector<std::unique_ptr<Asked>> journal_;
    std::vector<Asked*> unanswered_;
    std::vector<Asked*> settled_;   ///< Acknowledged, in that order.
    std::vector<Asked*> rejected_;  ///< Refused lately: a refusal kept no key, so they may try again under it.
    std::size_t compared_ = 0;      ///< Of settled_.
    std::array<std::uint64_t, kWhats> acknowledged_{};
    std::array<std::uint64_t, kWhats> refused_{};
    Refusals refusals_;
    std::uint64_t repeats_ = 0;
};

}  // namespace buono::simulation
