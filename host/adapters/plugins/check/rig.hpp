// Rig: one plugin in its real, locked worker processes, with drawers in memory, a clock that stands, and a network that
// is the author's simulator. Faults come at a counted touch (a use of drawers or network), never after a time.
//
// One thread. Refers to what it is given. Drawers outlive every process of it: what a plugin must not forget is there.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/plugins/check/simulator.hpp"
#include "adapters/plugins/worker_process.hpp"

namespace buono::plugins::check {

/// What was answered, and what the host would make of it.
struct Heard {
    How how = How::NotDelivered;
    Said said;
    Verdict verdict;
    std::string fate;  ///< How the process ended, or why it did not start.
    std::vector<std::string> emitted;
    int released = 0;

    std::uint32_t outcome() const { return how == How::Answered ? said.outcome : std::uint32_t{BUONO_UNKNOWN}; }
    /// It happened or will: the two answers on which a host acts.
    bool isYes() const { return outcome() == BUONO_APPROVED || outcome() == BUONO_PENDING; }
};

struct Setting {
    const PluginFile& file;
    Nursery& nursery;
    const registers::Digest& digest;
    const Script& script;
    int patience = 1;  ///< How many times its deadline a call may take, for a machine that is busy with other things.

    std::int64_t deadlineMs() const { return file.manifest().deadline_ms * patience; }
};

class Rig final : registers::Drawers, registers::Register, registers::Clock {
public:
    explicit Rig(const Setting& setting);

    /// Starts a process when none runs. Called within `between`, it uses a second one.
    Heard ask(const Call& call);
    /// kill -9. Drawers and network stay.
    void restart();
    /// Nothing when a process of it starts.
    std::string start();

    /// The process is killed once touch number `touch` of the next call is done and before it hears so. 0: not.
    void killAt(int touch) { kill_at_ = touch; }
    /// Before that touch of the next call, `other` happens: another process, the same drawers.
    void between(int touch, std::function<void()> other) {
        between_at_ = touch;
        other_ = std::move(other);
    }
    /// That put, counted from now, finds that somebody was faster. -1: every one, as when the space is used up.
    void refusePut(int number) { refuse_put_ = number; }
    int touches() const { return touches_; }  ///< Of the last call.

    Simulator& simulator() { return simulator_; }
    const std::string& log() const { return log_; }
    Isolation isolation() const { return workers_.front()->isolation(); }
    pid_t process() const { return workers_.front()->id(); }
    using Values = std::map<std::string, Kept, std::less<>>;
    const Values& values() const { return values_; }

private:
    struct Done {
        registers::Sha256 request;
        registers::Reply reply;
    };
    /// The simulator, counted as a touch.
    struct Way final : Network {
        Way(Rig& own, Simulator& other_side) : rig{own}, simulator{other_side} {}
        Exchange send(const Manifest& who, const Request& request) override;
        std::optional<std::string> sign(const Manifest& who, std::string_view secret, std::string_view algorithm,
                                        std::string_view data) override;
        Rig& rig;
        Simulator& simulator;
    };

    std::optional<Kept> find(std::string_view owner, std::string_view key) const override;
    std::int64_t size(std::string_view owner) const override;
    bool put(std::string_view owner, std::string_view key, std::string_view value, std::int64_t version) override;
    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override;
    void note(const registers::Ticket&, std::string_view) override {}
    registers::Instant now() override;

    void touch();
    void touched() const;
    WorkerProcess& worker();

    const Setting& setting_;
    Simulator simulator_;
    Way way_;
    Shelf shelf_;
    Settings settings_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
    std::size_t depth_ = 0;
    Values values_;
    std::map<std::string, Done> done_;
    std::string log_;
    int touches_ = 0;
    int kill_at_ = 0;
    int between_at_ = 0;
    int refuse_put_ = 0;
    std::function<void()> other_;
};

}  // namespace buono::plugins::check
