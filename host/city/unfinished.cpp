#include "city/unfinished.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace buono::city {

namespace files = std::filesystem;

Result<std::unique_ptr<Unfinished>> Unfinished::make(const files::path& target) {
    if (files::exists(files::symlink_status(target)))
        return Error{ErrorCode::InvalidValue, target.string(), "it is there already: name a new folder"};
    auto folder = target;
    folder += ".unfinished";
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return system::failed(folder, "the folder cannot be made");
    std::unique_ptr<Unfinished> made{new Unfinished{target, folder}};
    if (!made->open_) return system::failed(folder, "the folder cannot be opened");
    if (::flock(made->open_.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{codes::kBusy, folder.string(), "another backup is being written there"};
    made->is_ours_ = true;
    for (const auto& left : files::directory_iterator{folder}) files::remove(left);
    return made;
}

Unfinished::Unfinished(files::path target, files::path folder)
    : target_{std::move(target)},
      folder_{std::move(folder)},
      open_{::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {}

Unfinished::~Unfinished() {
    std::error_code ignored;  // A folder that cannot be removed is no backup for all that.
    if (is_ours_) files::remove_all(folder_, ignored);
}

Status Unfinished::finish() {
    if (auto durable = system::syncFolder(folder_); !durable) return durable;
    if (::rename(folder_.c_str(), target_.c_str()) != 0)
        return system::failed(target_, "the backup cannot get its name");
    is_ours_ = false;
    return system::syncFolder(target_.has_parent_path() ? target_.parent_path() : files::path{"."});
}

}  // namespace buono::city
