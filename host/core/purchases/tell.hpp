// Tell: the courier's routes that tell families what enti took on their spending codes.
//
// Many errands at once: whatever was taken on one code meanwhile is one notice. What they are about is read first, on
// the courier's connection; then one change ends the errands and leaves the notices, so that nobody is told twice.
// One courier thread.
#pragma once

#include <map>
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

private:
    struct News {
        Id code, holder;
        bool operator<(const News& other) const { return code < other.code; }
    };
    /// By redemption. Codes that are gone are left out.
    using NewsOf = std::map<Id, std::vector<News>>;

    Status change(std::span<const registers::Errand> errands, const NewsOf& news);
    NewsOf read(std::span<const registers::Errand> errands) const;
    std::vector<News> ofBatch(std::uint64_t seq) const;
    void tell(std::span<const registers::Errand> errands, const NewsOf& news);

    Desk desk_;
    Views views_;
    Changes changes_;
};

}  // namespace buono::purchases
