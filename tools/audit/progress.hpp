// Progress: how far the reading is, on a terminal only; a few times a second, on one line of standard error.
#pragma once

#include <chrono>
#include <cstdint>

namespace audit {

class Progress {
public:
    /// @param of  entries there are; 0 where it is not known.
    explicit Progress(std::int64_t of);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void step() {
        if ((++done_ & 0x3FFF) == 0 && shown_) show();
    }
    double seconds() const;

private:
    void show();

    std::int64_t of_;
    std::int64_t done_ = 0;
    bool shown_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_ = begun_;
};

}  // namespace audit
