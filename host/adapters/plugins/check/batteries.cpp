#include "adapters/plugins/check/batteries.hpp"

namespace buono::plugins::check {
namespace {

std::string without(const Trial& trial, std::initializer_list<buono_op> needed) {
    for (const auto op : needed)
        if (!trial.has(op)) return "its manifest does not name " + std::string{op == 0 ? "an undo" : wordOf(op)};
    if (!trial.manifest().http.empty() && trial.script().rules.empty())
        return "it works over the network, and there is no simulator of the other side";
    return {};
}

}  // namespace

std::string nothing(const Trial&) { return {}; }
std::string beginning(const Trial& trial) { return without(trial, {trial.verbs().begin, trial.verbs().question}); }
std::string undoing(const Trial& trial) {
    return without(trial, {trial.verbs().begin, trial.verbs().question, trial.verbs().undo});
}

std::vector<Check> checksFor(Kind kind) {
    std::vector<Check> all;
    const auto add = [&all](const std::vector<Check>& more) { all.insert(all.end(), more.begin(), more.end()); };
    add(loading());
    add(everyKind());
    add(interruptions());
    add(network());
    if (kind == Kind::Payment) add(notifications());
    return all;
}

Finding runOne(const Check& check, const Setting& setting, std::uint64_t seed) {
    Trial trial{setting, check.name, seed};
    Finding finding{check.name, check.claim, Standing::Skipped, check.lacks(trial)};
    if (!finding.detail.empty()) return finding;
    check.run(trial);
    finding.standing = trial.wrong().empty() ? Standing::Passed : Standing::Failed;
    finding.detail = trial.wrong();
    return finding;
}

}  // namespace buono::plugins::check
