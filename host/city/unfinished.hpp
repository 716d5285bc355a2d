// Unfinished: the folder of a backup that is not whole: "TARGET.unfinished", ours alone, emptied of what a killed
// backup left.
//
// finish() gives it its name, durably; whoever ends before takes it away with what is in it.
#pragma once

#include <filesystem>
#include <memory>

#include "adapters/system/descriptor.hpp"

namespace buono::city {

class Unfinished {
public:
    /// Refused: the target is there already, or another process writes there (codes::kBusy).
    static Result<std::unique_ptr<Unfinished>> make(const std::filesystem::path& target);
    ~Unfinished();
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    Status finish();

private:
    Unfinished(std::filesystem::path target, std::filesystem::path folder);

    const std::filesystem::path target_, folder_;
    const system::Descriptor open_;
    bool is_ours_ = false;  ///< To take away: locked, and without its name.
};

}  // namespace buono::city
