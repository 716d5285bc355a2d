#include "adapters/http/server/conversation.hpp"

#include <Poco/Exception.h>
#include <sys/socket.h>

#include <algorithm>

namespace buono::http {

bool Conversation::sendSome() {
    constexpr std::size_t kSendMax = 1 << 20;
    try {
        while (unsent() > 0) {
            const bool in_head = sent < out.size();
            const auto& part = in_head ? out : out_body;
            const auto from = in_head ? sent : sent - out.size();
            const auto size = static_cast<int>(std::min(part.size() - from, kSendMax));
            const int gone = socket.sendBytes(part.data() + from, size, MSG_NOSIGNAL);
            if (gone <= 0) return true;
            sent += static_cast<std::size_t>(gone);
        }
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

int Conversation::receiveInto(std::string& buffer) {
    return socket.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
}

}  // namespace buono::http
