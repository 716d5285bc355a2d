// Frame: one message between host and worker: u32 length | u8 type | u64 call | payload, at most 4 MiB.
//
// A worker says Locked (its locks, before the plugin's first byte), then Hello or Fatal; then each Call is answered by
// a Result, with HostRequest and HostReply in turn between them. Types and services are only ever appended. The length
// counts all that follows it. Both ends run on one machine, so numbers keep its byte order. Writer fills one; Reader
// takes a payload apart and never reads past its end. Shared by host and worker.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace buono::plugins {

enum class FrameType : std::uint8_t { Hello = 1, Call, Result, HostRequest, HostReply, Fatal, Locked };
enum class Service : std::uint8_t { Now = 1, Log, Config, Http, Sign, Verify, KvGet, KvPut, Emit, Voucher };

inline constexpr std::uint32_t kFrameMax = 4U << 20;
inline constexpr std::size_t kHeadBytes = 13;

class Writer {
public:
    Writer(FrameType type, std::uint64_t call);

    template <class T>
    Writer& number(T value) {
        static_assert(std::is_integral_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    Writer& text(std::string_view text);
    /// The whole frame, with its length.
    std::string_view frame();

private:
    std::string bytes_;
};

class Reader {
public:
    explicit Reader(std::string_view payload) : left_{payload} {}

    /// Zero once anything was missing.
    template <class T>
    T number() {
        static_assert(std::is_integral_v<T>);
        T value{};
        const auto bytes = take(sizeof value);
        if (good_) std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    /// Views the payload. Longer than `max` is malformed.
    std::string_view text(std::size_t max);
    bool good() const { return good_; }
    /// Everything was there, and nothing more.
    bool isWhole() const { return good_ && left_.empty(); }

private:
    std::string_view take(std::size_t bytes);

    std::string_view left_;
    bool good_ = true;
};

struct Frame {
    FrameType type{};
    std::uint64_t call = 0;
    std::string payload;
};

/// The frame at the front of `bytes`, and how many bytes it takes.
enum class Parsed : std::uint8_t { Whole, More, Bad };
Parsed parseFrame(std::string_view bytes, Frame& frame, std::size_t& used);

}  // namespace buono::plugins
