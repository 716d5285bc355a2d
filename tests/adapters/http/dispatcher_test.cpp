// The way of a request to its handler: route, caller, policy, content, origin, key, and back, over a table of its own.
#include "adapters/http/dispatcher.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/http/change.hpp"
#include "adapters/http/html.hpp"
#include "adapters/http/secret.hpp"
#include "core/register/codes.hpp"
#include "support/people.hpp"

namespace buono::http {
namespace {

using people::Role;
using registers::Instant;

constexpr std::int64_t kMinute_us = 60'000'000;
constexpr auto bit(Role role) { return static_cast<std::uint16_t>(1U << static_cast<unsigned>(role)); }
constexpr std::uint16_t kEverybody = 0x1FF;
constexpr std::string_view kJson = "application/json", kForm = "application/x-www-form-urlencoded";

Response echo(Desk&, const Request& request) {
    return {200,
            std::string{request.operation} + " " + std::string{request.parameter("id")} + " " + request.caller.actor()};
}
Response breaks(Desk&, const Request&) { throw std::logic_error{"Mario Rossi"}; }
Response unavailable(Desk&, const Request&) { throw std::runtime_error{"Mario Rossi"}; }
Response writes(Desk& desk, const Request& request) {
    return change(desk, request, [&]() -> Result<registers::Reply> {
        return registers::Reply{201, "made " + desk.ids.next().text()};
    });
}

constexpr Route kTable[] = {
    {"GET", "/open", "open", &echo, kEverybody, 0, "", false, false, true},
    {"GET", "/things/{id}", "readThing", &echo, bit(Role::Family), 0, "", false, false, true},
    {"POST", "/v1/things", "makeThing", &writes, bit(Role::Family), 100, kJson, true, false, true},
    {"GET", "/page", "page", &echo, bit(Role::Family), 0, "", false, true, true},
    {"POST", "/page", "pageWrite", &echo, bit(Role::Family), 100, kForm, false, true, true},
    {"GET", "/breaks", "breaks", &breaks, kEverybody, 0, "", false, false, true},
    {"GET", "/unavailable", "unavailable", &unavailable, kEverybody, 0, "", false, false, true},
};

class HandClock final : public registers::Clock {
public:
    Instant now() override { return at; }
    Instant at{1'772'352'000'000'000};
};

class SpreadDigest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override {
        registers::Sha256 out{};
        std::uint64_t state = 14695981039346656037ULL;
        for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = static_cast<std::uint8_t>((state = (state ^ i) * 1099511628211ULL) >> 56);
        return out;
    }
};

class MemoryRegister final : public registers::Register {
public:
    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        const auto name = ticket.actor + "\n" + ticket.key;
        if (const auto kept = replies.find(name); kept != replies.end())
            return kept->second.first == ticket.request ? Result{kept->second.second}
                                                        : Error{codes::kKeyReused, {}, {}};
        auto reply = work();
        if (reply) replies.emplace(name, std::pair{ticket.request, *reply});
        return reply;
    }
    void note(const registers::Ticket&, std::string_view) override {}
    std::map<std::string, std::pair<registers::Sha256, registers::Reply>> replies;
};

/// One session; counts how often it was read.
class OneSession final : public people::AccountRows {
public:
    std::optional<people::Account> byLogin(std::string_view) const override { return std::nullopt; }
    std::optional<people::Account> byPerson(registers::Id) const override { return std::nullopt; }
    std::optional<people::Session> session(const registers::Sha256& hash) const override {
        ++reads;
        return !ended && hash == one.token_hash ? std::optional{one} : std::nullopt;
    }
    void add(const people::Account&) override {}
    void add(const people::Session&) override {}
    void touch(registers::Id, Instant now) override { one.last_seen = now; }
    void end(registers::Id) override { ended = true; }
    void endExpired(Instant) override {}
    people::Session one;
    bool ended = false;
    mutable int reads = 0;
};

/// A room that nobody enters in these tests.
template <class Room>
Room& unused() {
    alignas(std::max_align_t) static std::byte place[512];
    return reinterpret_cast<Room&>(place);
}

Response refusalPage(Desk&, const Error& error, const Request&) {
    return htmlPage("refused " + std::to_string(static_cast<int>(error.code)), 403);
}
std::uint64_t atSeven(Desk&, bool) { return 7; }

struct House {
    HandClock clock;
    SpreadDigest digest;
    test::MadeIds ids;
    MemoryRegister registry;
    OneSession rows;
    people::OpenAccount open_account{rows};
    people::OpenSession open_session{rows};
    people::KeepSession keep_session{rows};
    people::AccountChanges accounts{open_account, open_session, keep_session};
    Views views{unused<ledger::Views>(),      rows,
                unused<people::Views>(),      unused<catalogue::Views>(),
                unused<instruments::Views>(), unused<programmes::Views>(),
                unused<welfare::Views>(),     unused<purchases::Views>(),
                unused<settlement::Views>(),  unused<registers::ImportViews>()};
    Changes changes{unused<ledger::Book>(),         accounts,
                    unused<people::Changes>(),      unused<catalogue::Changes>(),
                    unused<instruments::Changes>(), unused<programmes::Changes>(),
                    unused<welfare::Changes>(),     unused<purchases::Changes>(),
                    unused<settlement::Changes>(),  unused<registers::ImportChanges>()};
    Lobby lobby{{.version = "test",
                 .log_requests = false,
                 .password_cost = {1, 8192, 8},
                 .as_of = atSeven,
                 .refusal_page = refusalPage},
                kTable};
    Desk desk{registry, ids, clock, unused<registers::Calendar>(), digest, views, changes, lobby};
    Dispatcher dispatcher{std::shared_ptr<Desk>{std::shared_ptr<void>{}, &desk}};
    const std::string token = std::string(43, 't');

    House() {
        rows.one.id.bytes[0] = 9;
        rows.one.person.bytes[15] = 5;
        rows.one.role = Role::Family;
        rows.one.token_hash = digest.sha256(token);
        rows.one.opened = rows.one.last_seen = clock.at;
        rows.one.expires = {clock.at.us + 12 * 60 * kMinute_us};
    }
    std::string cookie() const { return "__Host-session=" + token; }
    std::string bearer() const { return "Bearer " + token; }

    struct Seen {
        int status = 0;
        std::string head, body;
        bool has(std::string_view line) const {
            return head.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
        }
        std::string refusal() const { return nlohmann::json::parse(body)["name"]; }
    };
    using Headers = std::vector<std::pair<std::string, std::string>>;
    Seen ask(std::string method, std::string target, const Headers& headers = {}, std::string body = {}) {
        Framed framed;
        framed.head.method = std::move(method);
        framed.head.target = std::move(target);
        framed.head.headers.add("host", "buono.example");
        for (const auto& [name, value] : headers) framed.head.headers.add(name, value);
        framed.body = std::move(body);
        Answer answer;
        dispatcher.answer(std::move(framed), [&](const Finish& finish) { answer = finish(); });
        const auto end = answer.head.find("\r\n\r\n") + 4;
        return {std::stoi(answer.head.substr(9, 3)), answer.head.substr(0, end), answer.head.substr(end) + answer.body};
    }
    Seen post(const std::string& key, const std::string& body, const std::string& target = "/v1/things") {
        return ask("POST", target,
                   {{"authorization", bearer()}, {"content-type", "application/json"}, {"idempotency-key", key}}, body);
    }
};

TEST(Dispatcher, FindsTheHandlerAndTellsItWhoAsks) {
    House house;
    EXPECT_EQ(house.ask("GET", "/open").body, "open  anyone");
    const auto thing = house.ask("GET", "/things/a%20b", {{"cookie", house.cookie()}});
    EXPECT_EQ(thing.status, 200);
    EXPECT_EQ(thing.body, "readThing a b person:00000000-0000-0000-0000-000000000005");
    EXPECT_EQ(house.ask("GET", "/things/x", {{"authorization", house.bearer()}}).status, 200);
}

TEST(Dispatcher, HeadIsAnsweredLikeGetWithoutTheBody) {
    House house;
    const auto head = house.ask("HEAD", "/open");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.has("Content-Length: 12"));
    EXPECT_EQ(head.body, "");
}

TEST(Dispatcher, WhatIsNotThereIsNotFoundAndAWrongMethodNamesTheRightOnes) {
    House house;
    EXPECT_EQ(house.ask("GET", "/v1/nowhere").refusal(), "not_found");
    const auto wrong = house.ask("DELETE", "/open");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_TRUE(wrong.has("Allow: GET, HEAD"));
    EXPECT_EQ(house.ask("GET", "/open/../open").status, 400);
    EXPECT_EQ(house.ask("GET", "/open?a=1&a=2").status, 400);
}

// Each fault is added to a request that has all those after it: the first in the order is the answer.
TEST(Dispatcher, TheOrderOfItsChecksIsTheContract) {
    House house;
    const auto refused = [&](House::Headers headers, std::string body) {
        return house.ask("POST", "/v1/things?min_seq=8", headers, std::move(body)).refusal();
    };
    EXPECT_EQ(refused({{"authorization", "Bearer wrong"}}, "x"), "not_logged_in");
    EXPECT_EQ(refused({{"authorization", "Basic eA=="}}, "x"), "not_logged_in");
    EXPECT_EQ(refused({}, "x"), "not_logged_in");
    const std::pair<std::string, std::string> me{"cookie", house.cookie()}, json{"content-type", "application/json"};
    house.rows.one.role = Role::Auditor;
    EXPECT_EQ(refused({me}, "x"), "not_allowed");
    house.rows.one.role = Role::Family;
    house.lobby.session_ends.fetch_add(1);  // What the doorman remembers is forgotten.
    EXPECT_EQ(refused({me}, "x"), "wrong_media_type");
    EXPECT_EQ(refused({me, json}, "x"), "csrf_failed");
    const std::pair<std::string, std::string> csrf{"x-csrf-token", csrfOf(house.digest, house.token)};
    EXPECT_EQ(refused({me, json, csrf}, "x"), "key_missing");
    const std::pair<std::string, std::string> key{"idempotency-key", "0123456789abcdef"};
    EXPECT_EQ(refused({me, json, csrf, key}, "x"), "busy");
    EXPECT_EQ(house.ask("POST", "/v1/things?min_seq=7", {me, json, csrf, key}, "x").status, 201);
}

TEST(Dispatcher, APageRefusesWithAPageAndAnAddressNobodyHasToABrowserToo) {
    House house;
    const auto page = house.ask("GET", "/page");
    EXPECT_EQ(page.body, "refused " + std::to_string(static_cast<int>(codes::kNotLoggedIn)));
    EXPECT_TRUE(page.has("Content-Type: text/html; charset=utf-8"));
    EXPECT_EQ(house.ask("GET", "/nowhere", {{"accept", "text/html"}}).body,
              "refused " + std::to_string(static_cast<int>(codes::kNotFound)));
    EXPECT_EQ(house.ask("GET", "/nowhere").refusal(), "not_found");
    EXPECT_EQ(house.ask("GET", "/v1/nowhere", {{"accept", "text/html"}}).refusal(), "not_found");
}

TEST(Dispatcher, AFormOfOurPageIsReadUnderItsToken) {
    House house;
    const House::Headers headers{{"cookie", house.cookie()}, {"content-type", "application/x-www-form-urlencoded"}};
    EXPECT_EQ(house.ask("POST", "/page", headers, "csrf=" + csrfOf(house.digest, house.token)).status, 200);
    EXPECT_EQ(house.ask("POST", "/page", headers, "csrf=" + csrfOf(house.digest, "another")).status, 403);
    auto foreign = headers;
    foreign.emplace_back("origin", "https://elsewhere.example");
    EXPECT_EQ(house.ask("POST", "/page", foreign, "csrf=" + csrfOf(house.digest, house.token)).status, 403);
}

TEST(Dispatcher, AnExceptionEndsInARefusalThatSaysNothingOfIt) {
    House house;
    const auto broken = house.ask("GET", "/breaks"), unavailable = house.ask("GET", "/unavailable");
    EXPECT_EQ(broken.refusal(), "internal_error");
    EXPECT_EQ(unavailable.refusal(), "busy");
    EXPECT_TRUE(unavailable.has("Retry-After: 2"));
    for (const auto& seen : {broken, unavailable}) EXPECT_EQ(seen.body.find("Mario"), std::string::npos);
    EXPECT_EQ(house.ask("GET", "/open").status, 200);
}

TEST(Dispatcher, KeepsAUsableRequestIdAndMakesAnother) {
    House house;
    EXPECT_TRUE(house.ask("GET", "/open", {{"x-request-id", "abcd-1234"}}).has("X-Request-Id: abcd-1234"));
    for (const auto* odd : {"", "short", "with space 1", "a\"b\"c\"d\"e"})
        EXPECT_FALSE(house.ask("GET", "/open", {{"x-request-id", odd}}).has("X-Request-Id: " + std::string{odd}))
            << odd;
}

TEST(Doorman, RemembersASessionForASecondAndNoLongerThanItsEnd) {
    House house;
    const House::Headers me{{"cookie", "a=1; " + house.cookie() + "; b=2"}};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(house.ask("GET", "/things/1", me).status, 200);
    EXPECT_EQ(house.rows.reads, 1);
    house.clock.at.us += 1'000'000;
    EXPECT_EQ(house.ask("GET", "/things/1", me).status, 200);
    EXPECT_EQ(house.rows.reads, 2);
    house.rows.ended = true;
    EXPECT_EQ(house.ask("GET", "/things/1", me).status, 200);  // Within the second, unless somebody says it ended.
    house.lobby.session_ends.fetch_add(1);
    EXPECT_EQ(house.ask("GET", "/things/1", me).status, 401);
}

TEST(Doorman, AnIdleOrOldSessionIsNobodys) {
    House house;
    const House::Headers me{{"cookie", house.cookie()}};
    const auto idle_us = people::sessionLife(Role::Family).idle_us;
    house.clock.at.us += idle_us - 1;
    EXPECT_EQ(house.ask("GET", "/things/1", me).status, 200);
    EXPECT_EQ(house.rows.one.last_seen, house.clock.at);  // Used, so it lives on.
    house.clock.at.us += idle_us;
    EXPECT_EQ(house.ask("GET", "/things/1", me).status, 401);
    House other;
    other.rows.one.expires = {other.clock.at.us};
    EXPECT_EQ(other.ask("GET", "/things/1", {{"cookie", other.cookie()}}).status, 401);
}

TEST(Doorman, ATokenOfAnotherFormIsNotEvenLookedFor) {
    House house;
    for (const auto& token : {std::string{}, std::string(42, 't'), std::string(44, 't'), std::string(5'000, 't')})
        EXPECT_EQ(house.ask("GET", "/things/1", {{"authorization", "Bearer " + token}}).status, 401);
    EXPECT_EQ(house.rows.reads, 0);
}

TEST(Change, ARepeatGetsTheFirstAnswerAndAnotherRequestUnderItsKeyIsRefused) {
    House house;
    const std::string key = "0123456789abcdef";
    const auto first = house.post(key, "{}");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(house.post(key, "{}").body, first.body);
    EXPECT_EQ(house.post(key, "{ }").refusal(), "key_reused");
    EXPECT_EQ(house.post(key, "{}", "/v1/things?dry_run=true").refusal(), "key_reused");
    EXPECT_NE(house.post("another-key-0123", "{}").body, first.body);
}

}  // namespace
}  // namespace buono::http
