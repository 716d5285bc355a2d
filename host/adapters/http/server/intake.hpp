// Intake: turns the bytes of one connection into whole requests, one at a time and in order.
//
// Pure: no socket and no clock, so that tests and fuzzers can feed it anything. After a refusal it must be thrown
// away together with its connection.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/server/framing.hpp"

namespace buono::http {

/// How many bytes of body a request for (method, target) may have.
using BodyCap = std::function<std::uint64_t(std::string_view method, std::string_view target)>;

class Intake {
public:
    enum class State : std::uint8_t {
        Empty,     ///< Nothing of a next request is here.
        Head,      ///< A part of a head.
        Continue,  ///< A head whose body waits for "100 Continue"; answered once.
        Body,      ///< A head, and a part of its body.
        Whole,     ///< take() answers a request.
    };

    void append(std::string_view bytes) { bytes_.append(bytes); }
    Result<State> look(const BodyCap& cap);

    struct Taken {
        Head head;
        std::string body;
    };
    Taken take();

    std::size_t buffered() const { return bytes_.size(); }

private:
    Status readHeadOf(std::size_t size, const BodyCap& cap);

    std::string bytes_;  ///< From the first byte of the head, or of the body once the head was read.
    HeadScan scan_;
    std::optional<Head> head_;
};

}  // namespace buono::http
