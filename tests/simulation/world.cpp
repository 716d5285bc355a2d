#include "simulation/world.hpp"

#include <algorithm>

#include "simulation/reckoning.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kHourUs = 3'600 * kSecondUs;
constexpr std::int64_t kDayUs = 24 * kHourUs;
constexpr std::int64_t kBeginsUs = 1'767'603'600 * kSecondUs;  // 2026-01-05T09:00:00Z

}  // namespace

World::World(const Scale& scale)
    : scale_{scale},
      random_{scale.seed},
      weather_{random_},
      time_{kBeginsUs},
      ids_{random_},
      store_{random_, scale.plant},
      outside_{random_, weather_, time_},
      judge_{store_, outside_},
      crowd_{random_, weather_},
      town_{random_, time_},
      batch_most_{1 + random_.below(24)} {
    outside_.meanwhile = [this] { meanwhile(); };
    crowd_.elsewhere = [this]() -> Host& { return *random_.anyOf(hosts_); };
    hosts_.resize(random_.oneIn(2) ? 1 : 1 + random_.below(3));
    for (std::size_t i = 0; i < hosts_.size(); ++i) skews_us_.push_back(random_.between(-kSecondUs, kSecondUs));
}

void World::run() {
    open();
    while (served_ < scale_.operations) step();
    end();
}

void World::open() {
    town_.settle(store_, ids_);
    store_.disk.commit();
    weather_.calm();
    for (std::size_t i = 0; i < hosts_.size(); ++i) start(i);
    crowd_.ask(*hosts_[0], town_.openCatalogue());
    answerEverybody();
    weather_.rage();
}

void World::step() {
    const auto which = random_.below(hosts_.size());
    under_way_ = which;
    turn(which, [this](Host& host) { act(host); });
    passTime();
    turn(which, [this](Host& host) {
        if (weather_.strikes(Misfortune::CrashIdle)) throw ProcessDied{};
        runErrands(host);
    });
}

void World::turn(std::size_t which, const Turn& act) {
    const bool is_within = is_asking_;  // The turn of under_way_, which cannot go before it has come back.
    try {
        act(*hosts_[which]);
    } catch (const ProcessDied&) {
        die(which);
        if (!random_.oneIn(4)) return;
        for (std::size_t other = 0; other < hosts_.size(); ++other)  // The machine failed: all of them.
            if (other != which && !(is_within && other == under_way_)) die(other);
        if (is_within) throw;
    }
}

/// Some ask, then some of those who wait are served.
void World::act(Host& host) {
    for (auto asks = 1 + random_.below(batch_most_); asks > 0; --asks) {
        if (random_.oneIn(crowd_.isUnanswered() ? 4 : 16))
            crowd_.askAgain(host);
        else if (auto intent = town_.wish(host))
            crowd_.ask(host, *std::move(intent));
    }
    host.registry.serve(1 + random_.below(batch_most_));
    crowd_.compareNew(store_);
}

/// While one process asks somebody outside, others act, on it or on another; another may ask about the same.
void World::meanwhile() {
    if (is_asking_ || weather_.isCalm()) return;
    is_asking_ = true;
    const auto which = random_.below(hosts_.size());
    if (which == under_way_) {
        act(*hosts_[which]);  // If it dies, so does the errand.
    } else {
        turn(which, [this](Host& host) { random_.oneIn(2) ? act(host) : runErrands(host); });
    }
    is_asking_ = false;
}

void World::passTime() {
    time_.pass(random_.between(0, 20 * kSecondUs));
    if (random_.oneIn(12)) time_.pass(random_.between(0, 4 * kHourUs));
    if (random_.oneIn(48)) time_.pass(random_.between(0, 2 * kDayUs));
    if (weather_.strikes(Misfortune::ClockLeaps)) time_.wrong_us += random_.between(kHourUs, 5 * kDayUs);
    if (weather_.strikes(Misfortune::ClockSetBack)) time_.wrong_us -= random_.between(kSecondUs, 5 * kHourUs);
    if (random_.oneIn(24)) mendClocks();
    if (weather_.strikes(Misfortune::DiskFull)) disk_free_us_ = time_.us + random_.between(kSecondUs, 100 * kSecondUs);
    is_full_ = time_.us < disk_free_us_;
}

/// Somebody looks at the clocks: mostly they are set right, sometimes a wrong one is confirmed.
void World::mendClocks() {
    if (!random_.oneIn(8)) time_.wrong_us = 0;
    for (auto& host : hosts_) (void)host->clock.confirm(time_.wall());
}

void World::runErrands(Host& host) {
    if (weather_.strikes(Misfortune::CourierAway)) courier_back_us_ = time_.us + random_.between(kSecondUs, 2 * kDayUs);
    if (time_.us < courier_back_us_) return;
    host.runErrands(static_cast<int>(1 + random_.below(8)));
}

void World::start(std::size_t which) {
    hosts_[which] = std::make_unique<Host>(Surroundings{store_, judge_, outside_, time_, ids_, weather_, random_,
                                                        scale_.plant, is_full_, served_, skews_us_[which]});
}

void World::die(std::size_t which) {
    ++crashes_;
    is_asking_ = false;
    hosts_[which]->registry.hangUp();
    hosts_[which].reset();
    store_.disk.lose();
    crowd_.compareNew(store_);
    time_.pass(random_.between(0, kHourUs));
    start(which);
}

void World::end() {
    weather_.calm();
    is_full_ = false;
    mendClocks();
    answerEverybody();
    finishErrands();
    answerEverybody();
    for (int most = 0; auto intent = town_.payEverything(*hosts_[0]); ++most) {
        if (most == 1'000) fail("I25 at the end everything owed is paid", "settlement finds no end");
        crowd_.ask(*hosts_[0], *std::move(intent));
        answerEverybody();
    }
    judge_.ended();
    crowd_.compareAll(store_);
    reckon(crowd_, store_);
    reckonBudgets(store_, hosts_[0]->book);
}

void World::answerEverybody() {
    const auto waits = [](const auto& host) { return host->registry.waiting() > 0; };
    while (crowd_.isUnanswered() || std::any_of(hosts_.begin(), hosts_.end(), waits)) {
        if (crowd_.isUnanswered()) crowd_.askAgain(*random_.anyOf(hosts_));
        for (auto& host : hosts_) host->registry.serve(batch_most_);
    }
}

/// The couriers until nothing waits: time goes from one due hour to the next.
void World::finishErrands() {
    constexpr int kLooksMost = 200'000;
    for (int looks = 0; !store_.outbox.waiting.rows().empty(); ++looks) {
        if (looks == kLooksMost) fail("I24 what waits is delivered", store_.outbox.waiting.rows().begin()->second.kind);
        auto& host = *random_.anyOf(hosts_);
        host.runErrands(64);
        time_.pass(random_.between(kSecondUs, kHourUs));
        const auto now = host.clock.now();
        if (const auto next = store_.outbox.nextAfter(now)) time_.pass(next->us - now.us);
    }
}

}  // namespace buono::simulation
