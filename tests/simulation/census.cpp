#include "simulation/census.hpp"

namespace buono::simulation {
namespace {

using purchases::Outcome;
using purchases::State;

/// Every state a purchase can be in, every answer that somebody outside may give.
constexpr std::array kStates{State::Confirmed, State::PartlyRedeemed, State::Completed, State::Refused,
                             State::Cancelled, State::Expired,        State::Refunded};
constexpr std::array kOutcomes{Outcome::Unknown, Outcome::Approved, Outcome::Declined,    Outcome::Pending,
                               Outcome::NotSent, Outcome::NotFound, Outcome::Unsupported, Outcome::Invalid};

template <class Word>
std::string named(const char* what, Word one) {
    return std::string{what} + " " + std::string{word(one)};
}

/// What these ask for makes sense whenever it is asked.
bool isAlwaysGranted(What what) {
    return what == What::Note || what == What::LoadCatalogue || what == What::LoadCall || what == What::OpenPlan;
}

}  // namespace

void Census::add(const World& world) {
    operations_ += world.operations();
    const auto count = [&](const std::string& what, std::uint64_t times) { counts_[what] += times; };
    for (std::size_t i = 0; i < kWhats; ++i) {
        const auto what = static_cast<What>(i);
        count(named("acknowledged", what), world.crowd().acknowledged(what));
        if (!isAlwaysGranted(what)) count(named("refused", what), world.crowd().refused(what));
    }
    for (const auto& [why, times] : world.crowd().refusals())
        count(named("refused", why.first) + " " + std::to_string(static_cast<int>(why.second)), times);
    for (std::size_t i = 0; i < kMisfortunes; ++i)
        count(named("misfortune", static_cast<Misfortune>(i)), world.weather().struck(static_cast<Misfortune>(i)));
    for (const auto state : kStates) count(named("purchase", state), 0);
    for (const auto& [id, one] : world.store().purchases.rows.rows()) count(named("purchase", one.state), 1);
    for (const auto outcome : kOutcomes) {
        const auto at = world.outside().answers.find(outcome);
        count(named("answer", outcome), at == world.outside().answers.end() ? 0 : at->second);
    }
    count("repeated requests", world.crowd().repeats());
    count("several processes", world.processes() > 1 ? 1 : 0);
}

std::vector<std::string> Census::missing() const {
    std::vector<std::string> names;
    for (const auto& [name, times] : counts_)
        if (times == 0) names.push_back(name);
    return names;
}

}  // namespace buono::simulation
