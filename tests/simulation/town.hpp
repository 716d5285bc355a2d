// Town: who lives in a simulated city, what they know, and what they want next.
//
// Families apply, buy, hand out codes and change their minds; enti redeem what they were shown, sometimes what was not
// meant for them; offices load calls, draw, award, credit and settle. They learn from replies and from pages (reads of
// the host), never from rows they could not see. One thread.
#pragma once

#include "simulation/crowd.hpp"

namespace buono::simulation {

class Town {
public:
    Town(Random& random, Time& time);

    /// Persons and employers, who were there before; on the disk.
    void settle(Store& store, registers::Ids& ids);
    /// The first thing anybody asks: the catalogue.
    Intent openCatalogue();
    /// Something that somebody wants now; nothing when it makes no sense yet.
    std::optional<Intent> wish(Host& host);
    /// At the end: whoever pays proposes and approves until nothing is due.
    std::optional<Intent> payEverything(Host& host);

private:
    using Learn = std::function<void(const std::vector<std::string_view>&)>;
    struct Family {
        Id adult;
        std::vector<Id> children;
    };
    struct Shown {  ///< A spending code, as an ente sees it.
        Id id, holder, ente;
        std::string code, area;
        Instant expires;
    };
    struct Bought {
        Id id, payer, ente, operation;
        std::string code;
        int lines = 0;
    };
    struct Quoted {
        Id payer;
        std::string token;
        Instant expires;
        std::string promised;  ///< What it says the payer will pay directly.
    };
    struct OpenCall {
        Id id;
        registers::Date apply_by{}, buy_by{};
        bool is_ranked = false;
        int awards = 0;
    };
    struct Proposed {
        Id id;
        instruments::Debtor debtor;
        Id by;
    };

    Intent make(What what, const std::string& actor, const std::string& request,
                std::function<Result<registers::Reply>(Host&)> run, Learn learn = nullptr);

    // Families.
    std::optional<Intent> apply(Host& host);
    std::optional<Intent> issueCode(Host& host);
    std::optional<Intent> reissueSpending(Host& host);
    std::optional<Intent> buy(Host& host);
    std::optional<Intent> cancel(Host& host);
    std::optional<Intent> reissuePurchase(Host& host);
    // Enti.
    std::optional<Intent> spend(Host& host);
    std::optional<Intent> spendMany(Host& host);
    std::optional<Intent> redeem(Host& host);
    std::optional<Intent> recordReceipt(Host& host);
    std::optional<Intent> recordReturn(Host& host);
    // Offices.
    std::optional<Intent> loadCatalogue(Host& host);
    std::optional<Intent> loadCall(Host& host);
    std::optional<Intent> rank(Host& host);
    std::optional<Intent> award(Host& host);
    std::optional<Intent> openPlan(Host& host);
    std::optional<Intent> credit(Host& host);
    std::optional<Intent> propose(Host& host);
    std::optional<Intent> approve(Host& host);
    std::optional<Intent> cancelSettlement(Host& host);
    std::optional<Intent> note(Host& host);

    std::optional<Intent> quote(Host& host);
    Intent redemption(What what, const Id& ente, const std::string& code, std::optional<Money> amount,
                      std::vector<int> lines);
    Intent proposal(Host& host, const instruments::Debtor& debtor);
    Intent approval(const Proposed& one, const Id& by);
    programmes::Call newCall(registers::Date today);
    Id anyEnte(Host& host);
    /// Whoever knows that it is over no longer asks, mostly.
    bool isWorthTrying(Instant expires) { return time_.us < expires.us || random_.oneIn(16); }
    template <class List>
    void forget(List& list, const Id& id) {
        if (!random_.oneIn(8)) std::erase_if(list, [&](const auto& one) { return one.id == id; });
    }
    Money someMoney(std::int64_t most_cents);

    using Wish = std::optional<Intent> (Town::*)(Host&);
    struct Weight {
        Wish wish;
        std::size_t weight;
    };

    Random& random_;
    Time& time_;
    std::vector<Weight> weights_;
    std::size_t weight_ = 0;
    catalogue::Catalogue document_;
    std::vector<Family> families_;
    std::vector<Id> employers_;
    std::vector<Id> staff_;
    std::vector<OpenCall> calls_;
    std::vector<Quoted> quotes_;
    std::vector<Shown> codes_;
    std::vector<Bought> bought_;
    std::vector<std::pair<Id, Id>> plans_;  ///< Employer and plan.
    std::vector<Proposed> proposals_;
    std::map<std::string, std::uint64_t> keys_;  ///< How many each actor has used: two actors' keys may be the same.
    std::uint64_t intents_ = 0;
    int calls_loaded_ = 0;
};

}  // namespace buono::simulation
