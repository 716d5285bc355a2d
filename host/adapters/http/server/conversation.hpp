// Conversation: one connection and where it stands. Owned and used by the server's thread alone.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <string>

#include "adapters/http/server/crew.hpp"
#include "adapters/http/server/intake.hpp"

namespace buono::http {

enum class Phase : std::uint8_t {
    Idle,     ///< Between requests.
    Head,     ///< A head is arriving.
    Body,     ///< A body is arriving.
    Busy,     ///< A handler has the request.
    Sending,  ///< The answer did not fit the socket's buffer yet.
    Closing,  ///< All is sent; what still arrives is thrown away, so that the client can read the answer.
};

struct Conversation {
    Poco::Net::StreamSocket socket;
    Seat seat;
    std::string peer;  ///< Address of the other end.
    Intake intake{};
    Phase phase = Phase::Idle;
    std::int64_t since_ms = 0;  ///< When the phase began.
    std::string out{};
    std::string out_body{};
    std::size_t sent = 0;    ///< Of out and then out_body.
    std::size_t handed = 0;  ///< Bytes of the body a handler has.
    bool close_after = false;
    bool peer_finished = false;  ///< The client will send no more.
    int polled = 0;              ///< The mode the poll set knows.

    void enter(Phase next, std::int64_t now_ms) {
        phase = next;
        since_ms = now_ms;
    }
    std::size_t unsent() const { return out.size() + out_body.size() - sent; }

    /// Sends what the socket takes now. False when the connection is broken.
    bool sendSome();
    /// Reads what is there, at most one buffer. Answers the bytes read, 0 at the end, -1 for nothing now.
    /// Throws Poco::Exception when the connection is broken.
    int receiveInto(std::string& buffer);
};

}  // namespace buono::http
