#include "city/long_work.hpp"

#include <ostream>
#include <thread>

namespace buono::city {
namespace {

constexpr std::uint64_t kMib = 1U << 20U;

}  // namespace

LongWork::LongWork(std::string what, int mib_a_second, const Teller& teller)
    : what_{std::move(what)}, mib_a_second_{mib_a_second}, teller_{teller} {}

LongWork::~LongWork() {
    if (line_is_open_) teller_.err << std::endl;
}

void LongWork::reached(std::uint64_t done, std::uint64_t all) {
    if (mib_a_second_ > 0) {
        const auto us = done * 1'000'000 / kMib / static_cast<std::uint64_t>(mib_a_second_);
        std::this_thread::sleep_until(begun_ + std::chrono::microseconds{us});
    }
    const auto every = teller_.terminal ? std::chrono::milliseconds{200} : std::chrono::milliseconds{10'000};
    if (Steady::now() - shown_ < every) return;
    shown_ = Steady::now();
    show(done, all);
}

void LongWork::show(std::uint64_t done, std::uint64_t all) {
    const auto percent = all == 0 ? 100 : done * 100 / all;
    line_is_open_ = teller_.terminal;
    teller_.err << (teller_.terminal ? "\r" : "") << "buono: " << what_ << ' ' << percent << " % (" << done / kMib
                << " of " << all / kMib << " MiB)" << (teller_.terminal ? "\033[K" : "\n") << std::flush;
}

}  // namespace buono::city
