// Tally: counts claims as tests are counted, and says each at once: a long run must show how far it is.
#pragma once

#include <iostream>
#include <string>

namespace buono::faults {

class Tally {
public:
    bool check(const std::string& claim, bool holds, const std::string& why = {}) {
        ++(holds ? passed_ : failed_);
        std::cout << (holds ? "ok    " : "FAIL  ") << claim << (holds || why.empty() ? "" : ": " + why) << std::endl;
        return holds;
    }
    /// The exit code.
    int finish() const {
        std::cout << passed_ << " passed, " << failed_ << " failed" << std::endl;
        return failed_ == 0 && passed_ > 0 ? 0 : 1;
    }

private:
    int passed_ = 0;
    int failed_ = 0;
};

}  // namespace buono::faults
