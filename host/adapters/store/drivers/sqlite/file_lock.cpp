#include "adapters/store/drivers/sqlite/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include "adapters/store/drivers/failure.hpp"
#include "core/register/codes.hpp"

namespace buono::store {

Result<FileLock> FileLock::take(const std::string& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return Error{codeOfFile(errno), "data_directory", "cannot make " + file + ": " + std::strerror(errno)};
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return Error{codes::kBusy, "data_directory", "another process holds " + file + ": stop it first"};
    }
    return FileLock{fd};
}

FileLock::~FileLock() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace buono::store
