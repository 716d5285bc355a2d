// PluginBench: a supervisor over the real worker program and real plugin files, with a store held in memory.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "adapters/plugins/supervisor.hpp"

namespace buono::plugins {

class MemoryDrawers final : public registers::Drawers {
public:
    std::optional<Kept> find(std::string_view owner, std::string_view key) const override {
        const std::lock_guard lock{mutex_};
        const auto found = values_.find({std::string{owner}, std::string{key}});
        if (found == values_.end()) return std::nullopt;
        return found->second;
    }
    std::int64_t size(std::string_view) const override { return 0; }
    bool put(std::string_view owner, std::string_view key, std::string_view value, std::int64_t version) override {
        const std::lock_guard lock{mutex_};
        auto& kept = values_[{std::string{owner}, std::string{key}}];
        if (kept.version != version) return false;
        kept = {std::string{value}, version + 1};
        return true;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, Kept> values_;
};

class DirectRegister final : public registers::Register {
public:
    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        EXPECT_LE(ticket.actor.size(), 64U);
        EXPECT_LE(ticket.key.size(), 64U);
        return work();
    }
    void note(const registers::Ticket&, std::string_view) override {}
};

class FixedClock final : public registers::Clock {
public:
    registers::Instant now() override { return {1'800'000'000'000'000}; }
};

class FakeDigest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override {
        registers::Sha256 hash{};
        const auto number = std::hash<std::string_view>{}(bytes);
        std::memcpy(hash.data(), &number, sizeof number);
        return hash;
    }
};

class PluginBench : public ::testing::Test {
protected:
    static constexpr const char* kShipped = BUONO_PLUGINS "/BUILT_HERE";
    static constexpr const char* kHostile = BUONO_HOSTILE "/BUILT_HERE";

    static Supervisor::Ways ways(const char* list, const char* worker = BUONO_WORKER) {
        Supervisor::Ways ways;
        ways.worker = worker;
        ways.built_here = list;
        return ways;
    }
    std::unique_ptr<Supervisor> hostWith(const Installation& plugin, const char* list = kShipped) {
        auto host = std::make_unique<Supervisor>(ways(list), shelf_);
        const auto done = host->install(plugin);
        EXPECT_TRUE(done) << done.error().detail;
        return host;
    }
    std::unique_ptr<Supervisor> cashDesk() {
        return hostWith({"cash_desk", BUONO_PLUGINS "/payments/cash_desk.so", "", {{"check_after_s", "60"}}});
    }
    std::unique_ptr<Supervisor> registerBook() {
        return hostWith({"register_book", BUONO_PLUGINS "/providers/register_book.so", "", {}});
    }
    std::unique_ptr<Supervisor> hostile() {
        return hostWith({"hostile", BUONO_HOSTILE "/hostile.so", "", {}}, kHostile);
    }

    static std::string hashOf(const std::string& file) {
        const auto opened = PluginFile::open(file);
        return opened ? opened->sha256() : opened.error().detail;
    }

    static Call about(buono_op op, const std::string& id, std::int64_t cents = 1000) {
        Call call;
        call.op = op;
        call.op_id = id;
        call.parent_id = id;
        call.amount_minor = cents;
        return call;
    }

    MemoryDrawers drawers_;
    DirectRegister register_;
    FixedClock clock_;
    FakeDigest digest_;
    Shelf shelf_{register_, clock_, digest_, drawers_, drawers_, {}};
};

}  // namespace buono::plugins
