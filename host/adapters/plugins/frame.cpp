#include "adapters/plugins/frame.hpp"

namespace buono::plugins {

Writer::Writer(FrameType type, std::uint64_t call) {
    bytes_.reserve(256);
    number(std::uint32_t{0}).number(static_cast<std::uint8_t>(type)).number(call);
}

Writer& Writer::text(std::string_view text) {
    number(static_cast<std::uint32_t>(text.size()));
    bytes_.append(text);
    return *this;
}

std::string_view Writer::frame() {
    const auto length = static_cast<std::uint32_t>(bytes_.size() - sizeof(std::uint32_t));
    std::memcpy(bytes_.data(), &length, sizeof length);
    return bytes_;
}

std::string_view Reader::take(std::size_t bytes) {
    good_ = good_ && bytes <= left_.size();
    if (!good_) return {};
    const auto taken = left_.substr(0, bytes);
    left_.remove_prefix(bytes);
    return taken;
}

std::string_view Reader::text(std::size_t max) {
    const auto length = number<std::uint32_t>();
    good_ = good_ && length <= max;
    return good_ ? take(length) : std::string_view{};
}

Parsed parseFrame(std::string_view bytes, Frame& frame, std::size_t& used) {
    std::uint32_t length = 0;
    if (bytes.size() < sizeof length) return Parsed::More;
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length < kHeadBytes - sizeof length || length > kFrameMax) return Parsed::Bad;
    if (bytes.size() < sizeof length + length) return Parsed::More;
    const auto type = static_cast<std::uint8_t>(bytes[sizeof length]);
    if (type < static_cast<std::uint8_t>(FrameType::Hello) || type > static_cast<std::uint8_t>(FrameType::Locked))
        return Parsed::Bad;
    used = sizeof length + length;
    frame.type = static_cast<FrameType>(type);
    std::memcpy(&frame.call, bytes.data() + sizeof length + 1, sizeof frame.call);
    frame.payload.assign(bytes.substr(kHeadBytes, used - kHeadBytes));
    return Parsed::Whole;
}

}  // namespace buono::plugins
