// Tell: the courier's routes that tell families what enti took on their spending codes.
//
// Many errands at once: whatever was taken on one code within the same kTellEveryUs is one notice. Their errands fall
// due together, so the first of them tells of all that the journal has by then, and the others only end. What they are
// about is read first, on the courier's connection; then one change ends the errands and leaves the notices: nobody is
// left out, and who hears of one payment twice does so after a restart in between. One courier thread.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "core/ledger/rooms.hpp"
#include "core/people/notices.hpp"
#include "core/purchases/workbench.hpp"

namespace buono::purchases {

class Tell {
public:
    static constexpr std::size_t kAtOnce = 1'000;

    struct Desk {
        registers::Register& registry;
        registers::Clock& clock;
        const registers::Digest& digest;
    };
    struct Views {  ///< On the courier's reading connection.
        const Redemptions& redemptions;
        const Codes& codes;
        const ledger::Entries& entries;
    };
    struct Changes {
        registers::Outbox& outbox;
        people::Notices& notices;
        registers::Ids& ids;
    };

    Tell(Desk desk, Views views, Changes changes) : desk_{desk}, views_{views}, changes_{changes} {}

    /// All of kTellPayment.
    Status operator()(std::span<const registers::Errand> errands);

    /// How many notices one change leaves, about: payments do not wait long for it.
    static constexpr std::size_t kNoticesMax = 250;
    /// Codes remembered as told; beyond, they are forgotten, and a family may hear twice.
    static constexpr std::size_t kToldMax = 65'536;

private:
    struct News {
        Id code, holder;
        bool operator<(const News& other) const { return code < other.code; }
    };
    struct Payment {
        std::uint64_t seq = 0;   ///< Its entry in the journal.
        std::vector<News> news;  ///< Codes that are gone are left out.
    };
    using NewsOf = std::map<Id, Payment>;  ///< By redemption.

    std::span<const registers::Errand> together(std::span<const registers::Errand> errands, const NewsOf& news) const;
    std::set<News> untold(std::span<const registers::Errand> errands, const NewsOf& news) const;
    /// Whom it told: nothing of what another host's courier ended first.
    Result<std::set<News>> change(std::span<const registers::Errand> errands, const NewsOf& news);
    NewsOf read(std::span<const registers::Errand> errands) const;
    std::vector<News> ofBatch(std::uint64_t seq) const;
    std::set<News> tell(std::span<const registers::Errand> errands, const NewsOf& news);

    Desk desk_;
    Views views_;
    Changes changes_;
    std::map<Id, std::uint64_t> told_;  ///< By code: its payments up to which entry.
};

}  // namespace buono::purchases
