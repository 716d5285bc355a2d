// TrailJudge: every change is made once, attributed, and answered for: I8, I16, I18. One thread.
#pragma once

#include "simulation/store.hpp"

namespace buono::simulation {

class TrailJudge {
public:
    /// What one commit added: each change has its line, its reply and the entries that it caused, and nothing else.
    void see(const Store& store);

private:
    void checkLine(const AuditLine& line, const Store& store);

    std::size_t lines_ = 0;    ///< Seen so far.
    std::size_t entries_ = 0;  ///< ... and claimed by a line.
    std::size_t changes_ = 0;  ///< Lines of changes: as many as there are replies.
};

}  // namespace buono::simulation
