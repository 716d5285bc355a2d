// The ticket of a request: what a repeat under the same key must repeat.
#include "adapters/http/change.hpp"

#include <gtest/gtest.h>

#include "adapters/http/lobby.hpp"

namespace buono::http {
namespace {

class FixedClock final : public registers::Clock {
public:
    registers::Instant now() override { return {1'772'352'000'000'000}; }
};

/// What a ticket does not reach.
template <class T>
T& unreached() {
    alignas(T) static std::byte nothing[sizeof(T)];
    return *reinterpret_cast<T*>(nothing);
}

/// Not the platform's: different texts have different digests, and that is all these tests ask.
class SpreadDigest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override {
        registers::Sha256 out{};
        std::uint64_t state = 14695981039346656037ULL;
        for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(state >> (8 * i));
        return out;
    }
};

Request asking(std::vector<std::pair<std::string, std::string>> arguments) {
    Request request;
    request.method = "POST";
    request.path = "/v1/imports";
    request.body = "tax_code,amount\n";
    request.headers.add("idempotency-key", "0123456789abcdef");
    for (auto& [name, value] : arguments) request.query.add(std::move(name), std::move(value));
    return request;
}

template <class Ask>
auto atADesk(Ask ask) {
    FixedClock clock;
    SpreadDigest digest;
    Lobby lobby{{}};
    Desk desk{unreached<registers::Register>(),
              unreached<registers::Ids>(),
              clock,
              unreached<registers::Calendar>(),
              digest,
              unreached<Views>(),
              unreached<Changes>(),
              lobby};
    return ask(desk);
}
registers::Sha256 digestOf(const Request& request) {
    return atADesk([&](Desk& desk) { return ticketOf(desk, request).request; });
}
registers::Id operationAt(const Request& request) {
    return atADesk([&](Desk& desk) { return operationOf(desk, request); });
}

TEST(Ticket, ARepeatRepeatsItsArguments) {
    const auto first = digestOf(asking({{"kind", "credits"}, {"plan", "a"}}));
    EXPECT_EQ(digestOf(asking({{"kind", "credits"}, {"plan", "a"}})), first);
    EXPECT_NE(digestOf(asking({{"kind", "credits"}, {"plan", "b"}})), first);
    EXPECT_NE(digestOf(asking({{"kind", "credits"}})), first);
    EXPECT_NE(digestOf(asking({{"kind", "credits"}, {"plan", "a"}, {"dry_run", "true"}})), first);
}

TEST(Ticket, NoTwoListsOfArgumentsReadTheSame) {
    EXPECT_NE(digestOf(asking({{"a", "b1?c1=d"}})), digestOf(asking({{"a", "b"}, {"c", "d"}})));
    EXPECT_NE(digestOf(asking({{"a", "b"}, {"c", ""}})), digestOf(asking({{"a", ""}, {"c", "b"}})));
}

TEST(Operation, IsTheSameForTheSameKeyOfTheSamePersonInAnyCity) {
    auto mine = asking({}), theirs = asking({}), other = asking({});
    mine.caller.person.bytes[15] = 1;
    theirs.caller.person.bytes[15] = 2;
    other.caller.person.bytes[15] = 1;
    other.headers = {};
    other.headers.add("idempotency-key", "another-key-00001");
    EXPECT_EQ(operationAt(mine), operationAt(mine));
    EXPECT_NE(operationAt(mine), operationAt(theirs));
    EXPECT_NE(operationAt(mine), operationAt(other));
    EXPECT_TRUE(registers::Id::parse(operationAt(mine).text()).has_value());
}

}  // namespace
}  // namespace buono::http
