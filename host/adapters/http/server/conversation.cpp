#include "adapters/http/server/conversation.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace buono::http {

// Poco's sendBytes() throws when the socket takes nothing now, as it does when the connection is broken.
bool Conversation::sendSome() {
    while (unsent() > 0) {
        const bool in_head = sent < out.size();
        const auto& part = in_head ? out : out_body;
        const auto from = in_head ? sent : sent - out.size();
        const auto gone = ::send(socket.impl()->sockfd(), part.data() + from, part.size() - from, MSG_NOSIGNAL);
        if (gone < 0) return errno == EAGAIN || errno == EINTR;
        sent += static_cast<std::size_t>(gone);
    }
    return true;
}

int Conversation::receiveInto(std::string& buffer) {
    return socket.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
}

}  // namespace buono::http
