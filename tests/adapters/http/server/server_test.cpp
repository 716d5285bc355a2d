#include "adapters/http/server/server.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

#include "adapters/http/answer.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/server/malformed.hpp"
#include "support/raw_client.hpp"

namespace buono::http {
namespace {

using test::RawClient;

/// Answers with what it was asked: "POST /x 5 127.0.0.1".
class Echo final : public Answerer {
public:
    void answer(Framed&& request, Deliver deliver) override {
        const bool head_only = request.head.method == "HEAD";
        auto text = request.head.method + " " + request.head.target + " " + std::to_string(request.body.size()) + " " +
                    request.address;
        deliver([answer = answerOf({200, std::move(text), "text/plain"}, request.head.keep_alive, {}, head_only)] {
            return answer;
        });
    }
};

class Calls final : public Answerer {
public:
    explicit Calls(std::function<Answer(Framed&&)> work) : work_{std::move(work)} {}
    void answer(Framed&& request, Deliver deliver) override {
        deliver([answer = work_(std::move(request))] { return answer; });
    }

private:
    std::function<Answer(Framed&&)> work_;
};

Answer plain(std::string body, bool keep_alive = true) {
    return answerOf({200, std::move(body), "text/plain"}, keep_alive);
}

/// A server on a free port, and the thread it runs on.
class Running {
public:
    explicit Running(ServerConfig config = {}, std::function<Answer(Framed&&)> work = {})
        : server{few(std::move(config)), metrics,
                 [](auto, std::string_view target) { return std::uint64_t{target == "/x" ? 1'000U : 1'000'000U}; },
                 [work]() -> std::unique_ptr<Answerer> {
                     if (work) return std::make_unique<Calls>(work);
                     return std::make_unique<Echo>();
                 }},
          thread{[this] { server.run(); }} {}
    explicit Running(AnswererFactory factory)
        : server{few({}), metrics, [](auto, auto) { return std::uint64_t{1'000}; }, std::move(factory)}, thread{[this] {
              server.run();
          }} {}
    ~Running() { stop(); }

    void stop() {
        server.stop();
        if (thread.joinable()) thread.join();
    }
    RawClient client() const { return RawClient{server.port()}; }

    Metrics metrics{{}};
    Server server;
    std::thread thread;

private:
    static ServerConfig few(ServerConfig config) {
        if (config.handler_threads == 16) config.handler_threads = 2;
        return config;
    }
};

std::string get(std::string_view target, std::string_view fields = {}) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n";
}
std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string{target} + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string{body};
}

/// Waits for what another thread will surely do; a bug fails instead of hanging.
template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 20'000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return false;
}

TEST(Server, AnswersManyRequestsOnOneConnection) {
    const Running host;
    auto client = host.client();
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(client.send(i % 2 == 0 ? get("/a") : post("/b", "12345")));
        const auto answer = client.answer();
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, i % 2 == 0 ? "GET /a 0 127.0.0.1" : "POST /b 5 127.0.0.1");
    }
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
    const Running host;
    auto client = host.client();
    std::string all;
    for (int i = 0; i < 200; ++i) all += get("/" + std::to_string(i));
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 200; ++i) EXPECT_EQ(client.answer()->body, "GET /" + std::to_string(i) + " 0 127.0.0.1");
}

TEST(Server, AnswersWhatWasPipelinedBeforeTheClientFinishedSending) {
    const Running host;
    auto client = host.client();
    ASSERT_TRUE(client.send(get("/1") + get("/2") + get("/3") + "GET /4 HT"));
    client.finishSending();
    for (const auto* wanted : {"GET /1 0 127.0.0.1", "GET /2 0 127.0.0.1", "GET /3 0 127.0.0.1"}) {
        const auto answer = client.answer();
        ASSERT_TRUE(answer) << wanted;
        EXPECT_EQ(answer->body, wanted);
    }
    EXPECT_TRUE(client.ends());
}

TEST(Server, HangsUpWhenTheClientAskedForIt) {
    const Running host;
    auto client = host.client();
    ASSERT_TRUE(client.send(get("/a", "Connection: close\r\n") + get("/b")));
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->has("Connection: close"));
    EXPECT_TRUE(client.ends());
}

TEST(Server, RefusesEveryMalformedRequestAndHangsUp) {
    const Running host;
    for (const auto& row : test::malformedRequests()) {
        auto client = host.client();
        (void)client.send(row.bytes + get("/smuggled"));
        const auto answer = client.answer();
        ASSERT_TRUE(answer) << row.name;
        EXPECT_EQ(answer->status, row.status) << row.name;
        EXPECT_TRUE(answer->has("Connection: close")) << row.name;
        EXPECT_TRUE(answer->has("Content-Type: application/problem+json")) << row.name;
        EXPECT_TRUE(client.ends()) << row.name;
    }
    EXPECT_EQ(host.metrics.refused_framing, test::malformedRequests().size());
}

TEST(Server, AnErrorAfterGoodRequestsIsAnsweredInItsTurn) {
    const Running host;
    auto client = host.client();
    ASSERT_TRUE(client.send(get("/1") + post("/2", "ab") + "GET /3 HTTP/1.1\r\n\r\n" + get("/4")));
    EXPECT_EQ(client.answer()->body, "GET /1 0 127.0.0.1");
    EXPECT_EQ(client.answer()->body, "POST /2 2 127.0.0.1");
    EXPECT_EQ(client.answer()->status, 400);
    EXPECT_TRUE(client.ends());
}

TEST(Server, AsksForABodyThatWaitsForIt) {
    const Running host;
    auto client = host.client();
    ASSERT_TRUE(client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.answer()->status, 100);
    ASSERT_TRUE(client.send("abc"));
    EXPECT_EQ(client.answer()->body, "POST /x 3 127.0.0.1");
    ASSERT_TRUE(client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.answer()->status, 413);
    EXPECT_TRUE(client.ends());
}

TEST(Server, ASlowHeadIsToldSoOnceAndClosed) {
    const Running host{{.head_ms = 100}};
    auto client = host.client();
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(client.send("GET /x HTTP/1.1\r\nHos"));
    EXPECT_EQ(client.answer()->status, 408);
    EXPECT_TRUE(client.ends());
    EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds{100});
    EXPECT_EQ(host.metrics.timed_out, 1U);
}

TEST(Server, AHeadThatTricklesInHasOneDeadline) {
    const Running host{{.head_ms = 300}};
    auto client = host.client();
    ASSERT_TRUE(client.send("GET /x HTTP/1.1\r\n"));
    int lines = 0;
    while (!client.isReadable() && lines < 20'000) {
        if (!client.send("X: a\r\n")) break;
        ++lines;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    EXPECT_LT(lines, 90);  // The limit of 100 fields must not be what ends it.
    EXPECT_EQ(client.answer()->status, 408);
}

TEST(Server, ASlowBodyIsClosedAndAQuickOneHasTime) {
    const Running host{{.head_ms = 900, .body_grace_ms = 100}};
    auto quick = host.client(), slow = host.client(), timer = host.client();
    const std::string most(900'000, 'b');
    ASSERT_TRUE(quick.send("POST /quick HTTP/1.1\r\nHost: a\r\nContent-Length: 900001\r\n\r\n" + most));
    ASSERT_TRUE(slow.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nbit"));
    ASSERT_TRUE(timer.send("GET /x"));
    EXPECT_EQ(slow.answer()->status, 408);
    EXPECT_TRUE(slow.ends());
    EXPECT_EQ(timer.answer()->status, 408);  // By now the quick one has waited far beyond the grace.
    ASSERT_TRUE(quick.send("!"));
    EXPECT_EQ(quick.answer()->body, "POST /quick 900001 127.0.0.1");
}

TEST(Server, AnIdleConnectionIsClosedWithoutAWord) {
    const Running host{{.idle_ms = 100}};
    auto fresh = host.client(), used = host.client();
    ASSERT_TRUE(used.send(get("/x")));
    EXPECT_EQ(used.answer()->status, 200);
    EXPECT_TRUE(used.ends());
    EXPECT_TRUE(fresh.ends());
    EXPECT_EQ(host.metrics.timed_out, 0U);
}

// Sockets buffer a few MB, so a byte a millisecond keeps a large answer alive far beyond the grace.
TEST(Server, AReaderThatTakesItsTimeGetsItsAnswerWhole) {
    const std::string large(32 << 20, 'a');
    const Running host{{.head_ms = 700, .body_grace_ms = 50}, [&](Framed&&) { return plain(large); }};
    auto reader = host.client(), timer = host.client();
    ASSERT_TRUE(reader.send(get("/x")));
    ASSERT_TRUE(timer.send("GET /x"));
    EXPECT_EQ(timer.answer()->status, 408);
    EXPECT_EQ(reader.answer()->body, large);
}

TEST(Server, SaysBusyWhenItsQueueIsFull) {
    std::latch entered{1}, release{1};
    const Running host{{.handler_threads = 1, .queue_max = 1}, [&](Framed&& request) {
                           if (request.head.target == "/first") {
                               entered.count_down();
                               release.wait();
                           }
                           return plain(request.head.target);
                       }};
    auto first = host.client(), b = host.client(), c = host.client();
    ASSERT_TRUE(first.send(get("/first")));
    entered.wait();
    ASSERT_TRUE(b.send(get("/next")));
    ASSERT_TRUE(c.send(get("/next")));
    ASSERT_TRUE(eventually([&] { return b.isReadable() || c.isReadable(); }));
    auto& refused = b.isReadable() ? b : c;
    auto& queued = b.isReadable() ? c : b;
    const auto busy = refused.answer();
    EXPECT_EQ(busy->status, 503);
    EXPECT_TRUE(busy->has("Retry-After: 2"));
    EXPECT_FALSE(queued.isReadable());
    release.count_down();
    EXPECT_EQ(queued.answer()->body, "/next");
    EXPECT_EQ(first.answer()->body, "/first");
    ASSERT_TRUE(refused.send(get("/again")));
    EXPECT_EQ(refused.answer()->body, "/again");
}

// Each refusal lets the next pipelined request be framed, while the refusals are still being made.
TEST(Server, RefusesEachOfManyPipelinedRequestsWhenFull) {
    const Running host{{.queue_max = 0}};
    auto client = host.client();
    std::string all;
    for (int i = 0; i < 300; ++i) all += get("/" + std::to_string(i));
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 300; ++i) EXPECT_EQ(client.answer()->status, 503) << i;
    EXPECT_EQ(host.metrics.refused_full, 300U);
}

TEST(Server, ABusyAnswerToHeadHasNoBody) {
    const Running host{{.queue_max = 0}};
    auto client = host.client();
    ASSERT_TRUE(client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get("/y")));
    EXPECT_EQ(client.answer(true)->status, 503);
    EXPECT_EQ(client.answer()->status, 503);
}

TEST(Server, CapsTheConnectionsOfOneAddress) {
    const Running host{{.connections_per_address = 2}};
    auto one = host.client(), two = host.client();
    for (auto* client : {&one, &two}) {
        ASSERT_TRUE(client->send(get("/x")));
        ASSERT_EQ(client->answer()->status, 200);
    }
    EXPECT_TRUE(host.client().ends());
    one.close();
    EXPECT_TRUE(eventually([&] {
        auto next = host.client();
        return next.send(get("/x")) && next.answer();
    }));
    ASSERT_TRUE(two.send(get("/x")));
    EXPECT_EQ(two.answer()->status, 200);
}

TEST(Server, CapsAllConnections) {
    const Running host{{.connections_max = 1}};
    auto one = host.client();
    ASSERT_TRUE(one.send(get("/x")));
    ASSERT_EQ(one.answer()->status, 200);
    EXPECT_TRUE(host.client().ends());
}

TEST(Server, OurProxyIsNotCappedAndItsLastForwardedAddressIsTheClients) {
    const Running host{{.connections_per_address = 1, .proxies = {"127.0.0.1"}}};
    auto one = host.client(), two = host.client();
    ASSERT_TRUE(one.send(get("/x")));
    EXPECT_EQ(one.answer()->body, "GET /x 0 127.0.0.1");
    ASSERT_TRUE(two.send(get("/x", "X-Forwarded-For: 6.6.6.6, 198.51.100.7\r\n")));
    EXPECT_EQ(two.answer()->body, "GET /x 0 198.51.100.7");
    // HAProxy adds a line of its own after those the client made up.
    ASSERT_TRUE(two.send(get("/x", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 198.51.100.7\r\n")));
    EXPECT_EQ(two.answer()->body, "GET /x 0 198.51.100.7");
}

TEST(Server, NobodyElseMayNameAnotherAddress) {
    const Running host;
    auto client = host.client();
    ASSERT_TRUE(client.send(get("/x", "X-Forwarded-For: 6.6.6.6\r\n")));
    EXPECT_EQ(client.answer()->body, "GET /x 0 127.0.0.1");
}

TEST(Server, UnfinishedRequestsTogetherHaveABound) {
    const Running host{{.buffered_bytes_max = 300'000}};
    auto big = host.client(), small = host.client();
    ASSERT_TRUE(big.send("POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n"));
    (void)big.send(std::string(800'000, 'b'));
    EXPECT_EQ(big.answer()->status, 503);
    ASSERT_TRUE(small.send(post("/y", "abc")));
    EXPECT_EQ(small.answer()->status, 200);
}

TEST(Server, BodiesThatWaitForAHandlerCountToo) {
    std::latch entered{1}, release{1};
    const Running host{{.handler_threads = 1, .buffered_bytes_max = 300'000}, [&](Framed&& request) {
                           entered.count_down();
                           release.wait();
                           return plain(std::to_string(request.body.size()));
                       }};
    auto first = host.client(), next = host.client();
    ASSERT_TRUE(first.send(post("/big", std::string(290'000, 'b'))));
    entered.wait();
    ASSERT_TRUE(next.send("POST /y HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + std::string(80'000, 'b')));
    EXPECT_EQ(next.answer()->status, 503);
    release.count_down();
    EXPECT_EQ(first.answer()->body, "290000");
}

TEST(Server, AClientThatIsGoneCostsNothing) {
    std::latch entered{1}, release{1};
    const Running host{{}, [&](Framed&& request) {
                           if (request.head.target == "/gone") {
                               entered.count_down();
                               release.wait();
                           }
                           return plain("here");
                       }};
    {
        auto gone = host.client();
        ASSERT_TRUE(gone.send(get("/gone")));
        entered.wait();
        gone.reset();
    }
    ASSERT_TRUE(eventually([&] { return host.metrics.connections == 0; }));
    auto client = host.client();  // Most likely on the same descriptor: the old answer must not reach it.
    ASSERT_TRUE(client.send(get("/x")));
    release.count_down();
    EXPECT_EQ(client.answer()->body, "here");
    EXPECT_FALSE(client.isReadable());
}

// A client that resets before it is accepted once stopped all accepting for a quarter of a second.
TEST(Server, AResetBeforeTheAcceptStopsNobodyElse) {
    const Running host;
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 60; ++i) {
        for (int k = 0; k < 3; ++k) host.client().reset();
        auto client = host.client();
        ASSERT_TRUE(client.send(get("/x")));
        ASSERT_EQ(client.answer()->status, 200);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{5});
}

/// Who guesses codes and hangs up before the answer is counted like anybody, and every request has its line in the log.
TEST(Server, AnAnswerThatNobodyWaitsForIsMadeAllTheSame) {
    std::latch entered{1}, release{1};
    std::atomic<int> made = 0;
    struct Late final : Answerer {
        explicit Late(std::function<void(Deliver)> work) : work_{std::move(work)} {}
        void answer(Framed&&, Deliver deliver) override { work_(std::move(deliver)); }
        std::function<void(Deliver)> work_;
    };
    const std::function<void(Deliver)> work = [&](Deliver deliver) {
        entered.count_down();
        release.wait();
        deliver([&] {
            ++made;
            return plain("late");
        });
    };
    const Running host{AnswererFactory{[work] { return std::make_unique<Late>(work); }}};
    auto gone = host.client();
    ASSERT_TRUE(gone.send(get("/x")));
    entered.wait();
    gone.reset();
    ASSERT_TRUE(eventually([&] { return host.metrics.connections == 0; }));
    release.count_down();
    EXPECT_TRUE(eventually([&] { return made == 1; }));
}

TEST(Server, StopAnswersWhatIsInFlightAndTakesNoMore) {
    std::latch entered{1}, release{1};
    Running host{{}, [&](Framed&&) {
                     entered.count_down();
                     release.wait();
                     return plain("done");
                 }};
    auto busy = host.client(), idle = host.client(), half = host.client();
    ASSERT_TRUE(half.send("GET /x HT"));
    ASSERT_TRUE(busy.send(get("/x")));
    entered.wait();
    ASSERT_TRUE(eventually([&] { return host.metrics.connections == 3; }));
    host.server.stop();
    EXPECT_TRUE(idle.ends());
    EXPECT_TRUE(half.ends());
    EXPECT_FALSE(host.client().connected());
    release.count_down();
    EXPECT_EQ(busy.answer()->body, "done");
    EXPECT_TRUE(busy.ends());
    host.stop();
}

TEST(Server, WhatHasNotBegunWhenItsTimeToStopIsOverDoesNotHappen) {
    std::latch entered{1}, release{1};
    std::atomic<int> begun = 0;
    Running host{{.handler_threads = 1, .stop_ms = 0}, [&](Framed&&) {
                     if (++begun == 1) entered.count_down();
                     release.wait();
                     std::this_thread::sleep_for(std::chrono::milliseconds{50});  // As a disk that takes its time.
                     return plain("done");
                 }};
    auto busy = host.client(), queued = host.client();
    ASSERT_TRUE(busy.send(get("/x")));
    entered.wait();
    ASSERT_TRUE(queued.send(get("/x")));
    ASSERT_TRUE(eventually([&] { return host.metrics.queued == 1; }));
    host.server.stop();
    ASSERT_TRUE(eventually([&] { return !host.client().connected(); }));
    release.count_down();
    host.stop();
    EXPECT_EQ(begun, 1);
}

TEST(Server, HundredsOfHalfOpenConnectionsDoNotDelayAnHonestOne) {
    const Running host{{.connections_per_address = 2'000}};
    std::vector<RawClient> half;
    for (int i = 0; i < 400; ++i) {
        half.push_back(host.client());
        ASSERT_TRUE(half.back().send("GET /x HTTP/1.1\r\nHost: a\r\nX: "));
    }
    auto honest = host.client();
    for (int i = 0; i < 500; ++i) {
        ASSERT_TRUE(honest.send(get("/x")));
        ASSERT_EQ(honest.answer()->status, 200);
    }
    for (auto& client : half) {
        ASSERT_TRUE(client.send("y\r\n\r\n"));
        ASSERT_EQ(client.answer()->status, 200);
    }
}

TEST(Server, HundredsThatAreLateTogetherAreAllToldSo) {
    const Running host{{.connections_per_address = 2'000, .head_ms = 300}};
    std::vector<RawClient> late;
    for (int i = 0; i < 400; ++i) {
        late.push_back(host.client());
        ASSERT_TRUE(late.back().send("GET /x HTTP/1.1\r\n"));
    }
    for (auto& client : late) EXPECT_EQ(client.answer()->status, 408);
    EXPECT_EQ(host.metrics.timed_out, 400U);
}

}  // namespace
}  // namespace buono::http
