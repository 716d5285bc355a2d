#include "adapters/store/drivers/sqlite/log_mender.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "adapters/store/drivers/failure.hpp"
#include "adapters/store/drivers/sqlite/log_format.hpp"

namespace buono::store {
namespace {

constexpr std::uint32_t kMagic = 0x377f0682, kVersion = 3'007'000;  // The magic of a little-endian machine's log.

using Frame = std::span<std::uint8_t>;

enum class Mended : std::uint8_t { No, Yes, Ambiguous };

/// Turns one bit after the other; the only one that makes it fit stays turned. The log's checksum is a sum: a high bit
/// of one word weighs what the same bit of some other words does, and then nobody can say which it was.
template <class Fits>
Mended mendOneBit(Frame bytes, const Fits& fits) {
    std::optional<std::size_t> found;
    const auto turn = [&](std::size_t bit) {
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1 << bit % 8);
    };
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        turn(bit);
        const bool fit = fits();
        turn(bit);
        if (fit && found) return Mended::Ambiguous;
        if (fit) found = bit;
    }
    if (!found) return Mended::No;
    turn(*found);
    return Mended::Yes;
}

class Log {
public:
    Log(int file, std::string name) : file_{file}, name_{std::move(name)} {}
    ~Log() { ::close(file_); }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    Status mend() {
        struct stat about {};
        if (::fstat(file_, &about) != 0) return failed();
        size_ = about.st_size;
        if (size_ <= static_cast<off_t>(kLogHeadBytes)) return kOk;  // A header alone: nothing was ever committed here.
        if (!read(header_, 0)) return failed();
        // The header is durable before the first frame is written: a wrong one is no torn one.
        if (!headerFits()) {
            if (mendOneBit(header_, [this] { return headerFits(); }) != Mended::Yes)
                return damaged("its header is wrong");
            if (!write(header_, 0)) return failed();
        }
        frame_.resize(kFrameHeadBytes + logWordAt(header_, 8));
        return mendFrames();
    }

private:
    bool headerFits() {
        LogSum sum{};
        add(sum, Frame{header_}.first(kSumInLogHead));
        return logWordAt(header_, 0) == kMagic && logWordAt(header_, 4) == kVersion &&
               isPageSize(logWordAt(header_, 8)) && logSumAt(header_, kSumInLogHead) == sum;
    }
    static bool isPageSize(std::uint32_t bytes) {
        return bytes >= 512 && bytes <= 65'536 && std::has_single_bit(bytes);
    }

    Status mendFrames() {
        sum_ = logSumAt(header_, kSumInLogHead);
        for (off_t at = kLogHeadBytes; has(at); at += size()) {
            if (!read(frame_, at)) return failed();
            if (!frameFits()) {
                const auto mended = isOfAnother() ? Mended::No : mendOneBit(frame_, [this] { return frameFits(); });
                if (mended == Mended::No) return end(at);
                if (mended == Mended::Ambiguous) return damaged("a bit has turned near byte " + std::to_string(at));
                if (!write(frame_, at)) return failed();
            }
            sum_ = logSumAt(frame_, kSumInFrameHead);
        }
        return kOk;
    }
    bool frameFits() {
        if (logWordAt(frame_, 8) != logWordAt(header_, 16) || logWordAt(frame_, 12) != logWordAt(header_, 20))
            return false;
        const Frame all{frame_};
        return logWordAt(frame_, 0) != 0 &&
               logSumAt(frame_, kSumInFrameHead) ==
                   sumOfFrame(sum_, all.first(kFrameHeadBytes), all.subspan(kFrameHeadBytes));
    }
    /// Its salt is not this round's, and no bit of it has turned.
    bool isOfAnother() {
        return std::popcount(logWordAt(frame_, 8) ^ logWordAt(header_, 16)) +
                   std::popcount(logWordAt(frame_, 12) ^ logWordAt(header_, 20)) >
               1;
    }
    /// What follows belongs to an earlier round of the log, or is one transaction that was torn.
    Status end(off_t from) {
        int torn = 0, commits = 0;
        for (auto at = from; has(at); at += size()) {
            if (!read(frame_, at)) return failed();
            if (isOfAnother()) continue;
            ++torn;
            commits += logWordAt(frame_, 4) != 0;
        }
        if (torn == 0) return kOk;
        if (commits > 1)
            return damaged("what was acknowledged cannot be read from byte " + std::to_string(from) + " on");
        if (::ftruncate(file_, from) != 0 || ::fsync(file_) != 0) return failed();
        std::fprintf(stderr, "buono: the end of %s was torn and is cut off at byte %lld: nobody was told of it\n",
                     name_.c_str(), static_cast<long long>(from));
        return kOk;
    }

    off_t size() const { return static_cast<off_t>(frame_.size()); }
    bool has(off_t at) const { return at + size() <= size_; }
    bool read(Frame to, off_t at) const {
        return ::pread(file_, to.data(), to.size(), at) == static_cast<ssize_t>(to.size());
    }
    bool write(Frame from, off_t at) const {
        std::fprintf(stderr, "buono: one bit of %s had turned and is turned back, near byte %lld: look at the disk\n",
                     name_.c_str(), static_cast<long long>(at));
        return ::pwrite(file_, from.data(), from.size(), at) == static_cast<ssize_t>(from.size()) &&
               ::fsync(file_) == 0;
    }
    Status damaged(const std::string& what) const {
        return Error{codes::kInternalError, "data_directory", name_ + " is damaged: " + what + "; restore a backup"};
    }
    Status failed() const { return Error{codeOfFile(errno), "data_directory", name_ + ": " + std::strerror(errno)}; }

    int file_;
    std::string name_;
    off_t size_ = 0;
    std::array<std::uint8_t, kLogHeadBytes> header_{};
    std::vector<std::uint8_t> frame_;
    LogSum sum_{};
};

}  // namespace

Status mendLog(const std::string& file) {
    const auto name = file + "-wal";
    const int opened = ::open(name.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (opened >= 0) return Log{opened, name}.mend();
    if (errno == ENOENT) return kOk;
    return Error{codeOfFile(errno), "data_directory", name + " cannot be opened: " + std::strerror(errno)};
}

}  // namespace buono::store
