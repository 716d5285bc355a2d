// Outside: the plugins in their processes, the courier that asks them, and the signed head left for whoever carries it
// out. The host's only way out.
//
// install() on the main thread before the courier starts; calls on the courier's thread, and by whoever hands in a bank
// file. It has reading connections of its own and makes changes through the register like everybody.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "adapters/courier/courier.hpp"
#include "adapters/plugins/bank_files.hpp"
#include "adapters/plugins/outside.hpp"
#include "adapters/store/catalogue_rows.hpp"
#include "adapters/store/plugin_rows.hpp"
#include "adapters/system/head_drop.hpp"
#include "city/foundation.hpp"
#include "core/purchases/errands.hpp"

namespace buono::city {

/// Drawers that several threads look into, one after the other: on a connection that is nobody else's.
class SharedDrawers final : public registers::Drawers {
public:
    explicit SharedDrawers(std::unique_ptr<store::Connection> connection)
        : connection_{std::move(connection)}, rows_{*connection_} {}

    std::optional<Kept> find(std::string_view owner, std::string_view key) const override {
        const std::lock_guard lock{mutex_};
        return rows_.find(owner, key);
    }
    std::int64_t size(std::string_view owner) const override {
        const std::lock_guard lock{mutex_};
        return rows_.size(owner);
    }
    /// Never: what is kept is kept within a change.
    bool put(std::string_view, std::string_view, std::string_view, std::int64_t) override { return false; }

private:
    mutable std::mutex mutex_;
    std::unique_ptr<store::Connection> connection_;
    store::DrawerRows rows_;
};

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
    /// Any thread.
    purchases::BankFiles& bankFiles() { return bank_files_; }

private:
    Foundation& foundation_;
    std::unique_ptr<store::Connection> connection_;
    SharedDrawers kept_;
    store::DrawerRows keeping_;
    store::OperationsRows operations_;
    store::CatalogueRows catalogue_;
    store::QueueRows queue_;
    plugins::Supervisor supervisor_;
    plugins::PluginMethods methods_;
    plugins::PluginProviders providers_;
    plugins::PluginBankFiles bank_files_;
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
