#include "adapters/system/sums.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>
#include <memory>
#include <optional>
#include <vector>

#include <buono/check.hpp>

#include "adapters/system/descriptor.hpp"

namespace buono::system {
namespace {

constexpr std::size_t kBlock = 256U << 10U;
constexpr std::uint64_t kBytesASync = 8U << 20U;  // A disk is not given a gigabyte at once.

class Summing {
public:
    Summing() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        BUONO_CHECK(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(std::string_view block) {
        BUONO_CHECK(EVP_DigestUpdate(context_.get(), block.data(), block.size()) == 1);
        sum_.bytes += block.size();
    }
    std::uint64_t bytes() const { return sum_.bytes; }
    Sum end() {
        BUONO_CHECK(EVP_DigestFinal_ex(context_.get(), sum_.sha256.data(), nullptr) == 1);
        return sum_;
    }

private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
    Sum sum_;
};

/// Where the copy goes; nowhere for a sum alone.
class Target {
public:
    explicit Target(const std::filesystem::path* file) : file_{file} {
        if (file_ != nullptr)
            open_.emplace(::open(file_->c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    }
    Status add(std::string_view block) {
        if (file_ == nullptr) return kOk;
        if (!*open_ || !writeAll(open_->get(), block)) return failed(*file_, "the copy cannot be written");
        unsynced_ += block.size();
        return unsynced_ < kBytesASync ? kOk : sync();
    }
    Status sync() {
        if (file_ == nullptr) return kOk;
        unsynced_ = 0;
        if (!*open_ || ::fsync(open_->get()) != 0) return failed(*file_, "the copy cannot be written");
        return kOk;
    }

private:
    const std::filesystem::path* file_;
    std::optional<Descriptor> open_;
    std::uint64_t unsynced_ = 0;
};

Result<Sum> read(const std::filesystem::path& file, Target to, const AfterBlock& after_block) {
    const Descriptor open{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!open) return failed(file, "the file cannot be opened");
    std::vector<char> block(kBlock);
    Summing summing;
    for (;;) {
        const auto count = ::read(open.get(), block.data(), block.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(file, "the file cannot be read");
        if (count == 0) break;
        const std::string_view bytes{block.data(), static_cast<std::size_t>(count)};
        summing.add(bytes);
        if (auto added = to.add(bytes); !added) return added.error();
        if (auto goes_on = after_block(summing.bytes()); !goes_on) return goes_on.error();
    }
    if (auto durable = to.sync(); !durable) return durable.error();
    return summing.end();
}

}  // namespace

Result<Sum> sumOf(const std::filesystem::path& file, const AfterBlock& after_block) {
    return read(file, Target{nullptr}, after_block);
}

Result<Sum> copyOf(const std::filesystem::path& file, const std::filesystem::path& to, const AfterBlock& after_block) {
    return read(file, Target{&to}, after_block);
}

}  // namespace buono::system
