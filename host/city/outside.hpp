// Outside: the plugins in their processes, the courier that asks them, and the signed head left for whoever carries it
// out. The host's only way out.
//
// install() on the main thread before the courier starts; calls on the courier's thread. It has a reading connection of
// its own and makes changes through the register like everybody.
#pragma once

#include <atomic>
#include <memory>

#include "adapters/courier/courier.hpp"
#include "adapters/plugins/outside.hpp"
#include "adapters/store/plugin_rows.hpp"
#include "adapters/system/head_drop.hpp"
#include "city/foundation.hpp"
#include "core/purchases/errands.hpp"

namespace buono::city {

class Outside {
public:
    Outside(Foundation& foundation, registers::Register& registry);

    /// Every [[plugins.load]] of the settings; the first that is refused stops the start.
    Status install();
    void start();
    /// Any thread, before start() too: the courier's first look finds what was left meanwhile.
    void notify(registers::Instant due);
    /// Any thread: the journal ends at `seq` now.
    void saw(std::uint64_t seq) { head_drop_.saw(seq); }
    void stop();
    const plugins::Supervisor& supervisor() const { return supervisor_; }

private:
    Foundation& foundation_;
    std::unique_ptr<store::Connection> connection_;
    store::DrawerRows kept_;
    store::DrawerRows keeping_;
    store::OperationsRows operations_;
    store::QueueRows queue_;
    plugins::Supervisor supervisor_;
    plugins::PluginMethods methods_;
    plugins::PluginProviders providers_;
    purchases::Errands errands_;
    store::RedemptionsRows redemptions_;
    store::CodesRows codes_;
    store::EntriesRows told_entries_;
    purchases::Tell tell_;
    std::unique_ptr<courier::Courier> courier_;
    std::atomic<courier::Courier*> awake_ = nullptr;  ///< The same, for the writer's thread, which starts before it.
    std::unique_ptr<store::Connection> head_connection_;
    store::EntriesRows entries_;
    system::HeadDrop head_drop_;
};

}  // namespace buono::city
