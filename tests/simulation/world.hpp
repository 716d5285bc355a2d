// World: one simulated city from its first hour to its last, out of one seed: the same seed gives the same world.
//
// It decides who acts next, on which of its processes, when time passes, when a process dies, and when enough was
// asked; then the weather calms and everything that began must come to its end. One thread, one source of chance.
#pragma once

#include <memory>

#include "simulation/town.hpp"

namespace buono::simulation {

struct Scale {
    std::uint64_t seed = 1;
    std::uint64_t operations = 25'000;
    Plant plant = Plant::None;
};

class World {
public:
    explicit World(const Scale& scale);

    /// Throws Violation.
    void run();

    const Scale& scale() const { return scale_; }
    std::uint64_t operations() const { return served_; }
    std::uint64_t crashes() const { return crashes_; }
    std::uint64_t entries() const { return store_.ledger.journal.rows().size(); }
    std::uint64_t digest() const { return judge_.digest(); }
    std::size_t processes() const { return hosts_.size(); }
    const Crowd& crowd() const { return crowd_; }
    const Weather& weather() const { return weather_; }
    const Outside& outside() const { return outside_; }
    const Store& store() const { return store_; }

private:
    using Turn = std::function<void(Host&)>;

    void open();
    void step();
    /// One process acts; if it dies of it, another takes its place.
    void turn(std::size_t which, const Turn& act);
    void act(Host& host);
    void meanwhile();
    void passTime();
    void mendClocks();
    void runErrands(Host& host);
    void start(std::size_t which);
    void die(std::size_t which);
    void end();
    void finishErrands();
    void answerEverybody();

    Scale scale_;
    Random random_;
    Weather weather_;
    Time time_;
    RisingIds ids_;
    Store store_;
    Outside outside_;
    Judge judge_;
    Crowd crowd_;
    Town town_;
    std::vector<std::unique_ptr<Host>> hosts_;  ///< One, or several that take turns on one store.
    std::size_t batch_most_;
    std::size_t under_way_ = 0;  ///< The process that asks somebody outside now.
    bool is_asking_ = false;
    bool is_full_ = false;
    std::uint64_t served_ = 0;
    std::uint64_t crashes_ = 0;
    std::vector<std::int64_t> skews_us_;  ///< By how much each machine differs.
    std::int64_t courier_back_us_ = 0;
    std::int64_t disk_free_us_ = 0;
};

}  // namespace buono::simulation
