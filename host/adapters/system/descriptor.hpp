// Descriptor: an open file of ours, closed when it goes. With what the files of this folder say of themselves when they
// fail. One thread.
#pragma once

#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>

#include "adapters/system/files.hpp"
#include "core/register/codes.hpp"

namespace buono::system {

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    int close() { return number_ < 0 ? 0 : ::close(std::exchange(number_, -1)); }

private:
    int number_;
};

inline Error failed(const std::filesystem::path& file, const char* what) {
    const auto code = isOutage(errno) ? codes::kInternalError : ErrorCode::InvalidValue;
    return {code, file.string(), std::string{what} + ": " + std::strerror(errno)};
}

inline bool writeAll(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(to, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace buono::system
