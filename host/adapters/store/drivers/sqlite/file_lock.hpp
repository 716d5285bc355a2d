// FileLock: one process, one connection may change this database. Held until destroyed; the kernel frees it when the
// process dies, so a crash leaves nothing to clean up.
#pragma once

#include <string>
#include <utility>

#include <buono/result.hpp>

namespace buono::store {

class FileLock {
public:
    /// Refused (codes::kBusy) while another holds it.
    static Result<FileLock> take(const std::string& file);

    FileLock(FileLock&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
    FileLock& operator=(FileLock&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int fd) : fd_{fd} {}

    int fd_;
};

}  // namespace buono::store
