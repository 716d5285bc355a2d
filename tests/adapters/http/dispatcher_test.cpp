// The dispatcher's last line: whatever goes wrong in a handler or in saying no, the client gets an answer and the host
// goes on.
#include "adapters/http/dispatcher.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "adapters/http/lobby.hpp"

namespace buono::http {
namespace {

class FixedClock final : public registers::Clock {
public:
    registers::Instant now() override { return {1'772'352'000'000'000}; }
};

/// What none of these requests reaches: a desk refers to it, and touching it would be a bug the test shows.
template <class T>
T& unreached() {
    alignas(T) static std::byte nothing[sizeof(T)];
    return *reinterpret_cast<T*>(nothing);
}

Response badPage(Desk&, const Error&, const Request&) { throw std::logic_error{"a name the page did not give"}; }

Answer asked(Response (*refusal_page)(Desk&, const Error&, const Request&), const char* target) {
    LobbySettings settings;
    settings.log_requests = false;
    settings.refusal_page = refusal_page;
    Lobby lobby{std::move(settings)};
    FixedClock clock;
    auto desk = std::make_shared<Desk>(Desk{unreached<registers::Register>(), unreached<registers::Ids>(), clock,
                                            unreached<registers::Calendar>(), unreached<registers::Digest>(),
                                            unreached<Views>(), unreached<Changes>(), lobby});
    Framed framed;
    framed.head.method = "GET";
    framed.head.target = target;
    framed.head.keep_alive = true;
    framed.head.headers.add("accept", "text/html");
    return Dispatcher{desk}.answer(std::move(framed));
}

std::string textOf(const Answer& answer) { return answer.head + answer.body; }

TEST(Dispatcher, APageThatCannotSayNoIsAProblemAndNotTheEnd) {
    const auto answer = asked(badPage, "/nowhere");
    EXPECT_EQ(answer.head.substr(0, 12), "HTTP/1.1 404");
    EXPECT_NE(textOf(answer).find("application/problem+json"), std::string::npos);
    EXPECT_NE(textOf(answer).find("\"not_found\""), std::string::npos);
}

TEST(Dispatcher, APathThatIsNoneIsAProblemForTheApi) {
    const auto answer = asked(badPage, "/v1/nowhere");
    EXPECT_EQ(answer.head.substr(0, 12), "HTTP/1.1 404");
    EXPECT_NE(textOf(answer).find("application/problem+json"), std::string::npos);
}

}  // namespace
}  // namespace buono::http
