// Trial: one check at work on one plugin: it asks, and notes the first thing that is not as it must be.
//
// Every answer is also held against what holds for all: given in time, by a process that lives, believed by the host's
// own judge, and in plain text. Chance comes from the seed and the check's name alone. One thread.
#pragma once

#include <initializer_list>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include "adapters/plugins/check/rig.hpp"

namespace buono::plugins::check {

/// What the three kinds have in common: something begins, is asked about, and is undone.
struct Verbs {
    buono_op begin;
    buono_op question;
    buono_op undo;  ///< 0: this kind has none.
};

class Trial {
public:
    Trial(const Setting& setting, std::string_view check, std::uint64_t seed);

    const Manifest& manifest() const { return setting_.file.manifest(); }
    const Script& script() const { return setting_.script; }
    std::int64_t deadlineMs() const { return setting_.deadlineMs(); }
    const Verbs& verbs() const { return verbs_; }
    bool has(buono_op op) const;

    /// A plugin that has never been asked anything.
    Rig& fresh();
    Rig& rig() { return *rig_; }
    std::string newId();
    std::int64_t amount();  ///< Within the manifest's limits.
    std::uint64_t chance(std::uint64_t below) { return random_() % below; }

    Call begin(const std::string& id, std::int64_t amount) const;
    Call question(const std::string& id, std::int64_t amount) const {
        return about(verbs_.question, id, amount, ".ask");
    }
    Call undo(const std::string& id, std::int64_t amount) const { return about(verbs_.undo, id, amount, ".undo"); }
    Call webhook(const std::string& bytes) const;
    /// The author's sample, for this operation.
    std::string notification(const std::string& id, std::int64_t amount, std::string_view number = "1") const;
    /// The host now holds its own statement that this happened, as it does before it tells a plugin.
    void record() { recorded_ = true; }

    Heard ask(const Call& call);
    /// ... by a process that the check itself may kill.
    Heard askAny(const Call& call);

    /// Notes `what` when `holds` does not, once.
    bool expect(bool holds, const std::string& what);
    /// The outcome must be one of these.
    bool answers(const Heard& heard, std::initializer_list<buono_outcome> allowed, const std::string& what);
    const std::string& wrong() const { return wrong_; }

private:
    Call about(buono_op op, const std::string& id, std::int64_t amount, const char* suffix) const;
    void hold(const Call& call, const Heard& heard);

    const Setting& setting_;
    Verbs verbs_;
    std::mt19937_64 random_;
    std::string prefix_;
    int ids_ = 0;
    std::unique_ptr<Rig> rig_;
    bool recorded_ = false;
    std::string wrong_;
};

std::string_view wordOf(std::uint32_t outcome);
std::string_view wordOf(buono_op op);
/// The operations of a kind, with the words of the manifest.
std::vector<std::pair<std::string_view, buono_op>> operationsOf(Kind kind);

}  // namespace buono::plugins::check
