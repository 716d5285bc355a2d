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

namespace buono::store {
namespace {

// Offsets of the format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
constexpr std::size_t kHeaderBytes = 32, kFrameHeadBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682, kVersion = 3'007'000;  // The magic of a little-endian machine's log.

using Frame = std::span<std::uint8_t>;
using Sum = std::array<std::uint32_t, 2>;

std::uint32_t wordAt(Frame bytes, std::size_t at) {
    std::uint32_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    return __builtin_bswap32(word);
}

void add(Sum& sum, Frame bytes) {
    auto [s0, s1] = sum;
    const auto* const end = bytes.data() + bytes.size();
    for (const auto* at = bytes.data(); at != end; at += 8) {
        std::uint32_t words[2];
        std::memcpy(words, at, sizeof words);
        s0 += words[0] + s1;
        s1 += words[1] + s0;
    }
    sum = {s0, s1};
}
static_assert(std::endian::native == std::endian::little, "the log's words are the machine's");

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
        if (size_ <= static_cast<off_t>(kHeaderBytes)) return kOk;  // A header alone: nothing was ever committed here.
        if (!read(header_, 0)) return failed();
        // The header is durable before the first frame is written: a wrong one is no torn one.
        if (!headerFits()) {
            if (mendOneBit(header_, [this] { return headerFits(); }) != Mended::Yes)
                return damaged("its header is wrong");
            if (!write(header_, 0)) return failed();
        }
        frame_.resize(kFrameHeadBytes + wordAt(header_, 8));
        return mendFrames();
    }

private:
    bool headerFits() {
        Sum sum{};
        add(sum, Frame{header_}.first(24));
        return wordAt(header_, 0) == kMagic && wordAt(header_, 4) == kVersion && isPageSize(wordAt(header_, 8)) &&
               wordAt(header_, 24) == sum[0] && wordAt(header_, 28) == sum[1];
    }
    static bool isPageSize(std::uint32_t bytes) {
        return bytes >= 512 && bytes <= 65'536 && std::has_single_bit(bytes);
    }

    Status mendFrames() {
        sum_ = {wordAt(header_, 24), wordAt(header_, 28)};
        for (off_t at = kHeaderBytes; has(at); at += size()) {
            if (!read(frame_, at)) return failed();
            if (!frameFits()) {
                const auto mended = isOfAnother() ? Mended::No : mendOneBit(frame_, [this] { return frameFits(); });
                if (mended == Mended::No) return end(at);
                if (mended == Mended::Ambiguous) return damaged("a bit has turned near byte " + std::to_string(at));
                if (!write(frame_, at)) return failed();
            }
            sum_ = {wordAt(frame_, 16), wordAt(frame_, 20)};
        }
        return kOk;
    }
    bool frameFits() {
        if (wordAt(frame_, 8) != wordAt(header_, 16) || wordAt(frame_, 12) != wordAt(header_, 20)) return false;
        auto sum = sum_;
        add(sum, Frame{frame_}.first(8));
        add(sum, Frame{frame_}.subspan(kFrameHeadBytes));
        return wordAt(frame_, 0) != 0 && wordAt(frame_, 16) == sum[0] && wordAt(frame_, 20) == sum[1];
    }
    /// Its salt is not this round's, and no bit of it has turned.
    bool isOfAnother() {
        return std::popcount(wordAt(frame_, 8) ^ wordAt(header_, 16)) +
                   std::popcount(wordAt(frame_, 12) ^ wordAt(header_, 20)) >
               1;
    }
    /// What follows belongs to an earlier round of the log, or is one transaction that was torn.
    Status end(off_t from) {
        int torn = 0, commits = 0;
        for (auto at = from; has(at); at += size()) {
            if (!read(frame_, at)) return failed();
            if (isOfAnother()) continue;
            ++torn;
            commits += wordAt(frame_, 4) != 0;
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
    std::array<std::uint8_t, kHeaderBytes> header_{};
    std::vector<std::uint8_t> frame_;
    Sum sum_{};
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
