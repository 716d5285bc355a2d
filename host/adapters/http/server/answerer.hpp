// Answerer: what the server asks of the rest of the adapter: a whole request in, bytes to send out.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/http/server/framing.hpp"

namespace buono::http {

/// One whole request, as it was framed.
struct Framed {
    Head head;
    std::string body;
    std::string address;  ///< The client's: for limits only, never logged.
};

/// Bytes to send, ready.
struct Answer {
    std::string head;  ///< Status line, headers, empty line; and the body, when it is short.
    std::string body;
    bool close = false;
};

/// Makes the answer's bytes, on the server's thread: an answer that another thread has no time for.
using Finish = std::function<Answer()>;

/// Takes the answer to one request, once, from any thread, also when the server is gone.
using Deliver = std::function<void(Finish)>;

/// Answers on one handler thread, or has the answer delivered later. Never throws.
class Answerer {
public:
    virtual ~Answerer() = default;
    virtual void answer(Framed&& request, Deliver deliver) = 0;
};

/// Made and used on the handler's thread.
using AnswererFactory = std::function<std::unique_ptr<Answerer>()>;

}  // namespace buono::http
