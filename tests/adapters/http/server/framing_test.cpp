#include "adapters/http/server/framing.hpp"

#include <gtest/gtest.h>

#include "adapters/http/problem.hpp"
#include "adapters/http/server/intake.hpp"
#include "adapters/http/server/malformed.hpp"

namespace buono::http {
namespace {

constexpr std::uint64_t kCap = 1'000;

struct Read {
    int status = 0;  ///< Of the refusal; 0 when there was none.
    std::vector<Intake::Taken> requests;
};

// Feeds `bytes` in pieces of `step` and takes every request that becomes whole.
Read feed(std::string_view bytes, std::size_t step) {
    Intake intake;
    Read read;
    const auto cap = [](std::string_view, std::string_view) { return kCap; };
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        intake.append(bytes.substr(at, step));
        for (;;) {
            const auto state = intake.look(cap);
            if (!state) {
                read.status = problemText(state.error().code).status;
                return read;
            }
            if (*state != Intake::State::Whole) break;
            read.requests.push_back(intake.take());
        }
    }
    return read;
}

Result<Head> headOf(std::string_view bytes) {
    HeadScan scan;
    const auto size = scan.look(bytes);
    if (!size) return size.error();
    BUONO_CHECK(*size > 0);
    return readHead(bytes.substr(0, *size));
}

TEST(Framing, EveryMalformedRequestIsRefusedWithItsStatus) {
    const auto rows = test::malformedRequests();
    EXPECT_GE(rows.size(), 120U);
    for (const auto& row : rows) {
        const auto read = feed(row.bytes, row.bytes.size());
        EXPECT_EQ(read.status, row.status) << row.name;
        EXPECT_TRUE(read.requests.empty()) << row.name;
    }
}

TEST(Framing, ARefusalDoesNotDependOnHowTheBytesArrive) {
    for (const auto& row : test::malformedRequests())
        for (const std::size_t step : {1UL, 2UL, 7UL, 1'460UL}) {
            if (step == 1 && row.bytes.size() > 50'000) continue;
            const auto read = feed(row.bytes, step);
            EXPECT_EQ(read.status, row.status) << row.name << " in pieces of " << step;
            EXPECT_TRUE(read.requests.empty()) << row.name;
        }
}

TEST(Framing, AGoodHeadIsReadAsItWasSent) {
    const auto head = headOf(
        "PATCH /v1/enti/1?a=%20b HTTP/1.1\r\nhOsT: [::1]:8080\r\nX-Odd_Name.1: \t two  words \t\r\nEmpty:\r\n"
        "Content-Length: 12\r\nExpect: 100-continue\r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->method, "PATCH");
    EXPECT_EQ(head->target, "/v1/enti/1?a=%20b");
    EXPECT_EQ(head->headers.get("host"), "[::1]:8080");
    EXPECT_EQ(head->headers.get("x-odd_name.1"), "two  words");
    EXPECT_TRUE(head->headers.has("empty"));
    EXPECT_EQ(head->body_bytes, 12U);
    EXPECT_TRUE(head->expects_continue);
    EXPECT_TRUE(head->keep_alive);
}

TEST(Framing, TheLimitsThemselvesAreAllowed) {
    EXPECT_TRUE(headOf(test::withFields(test::repeated("X: a\r\n", 98) + "Y: b")));
    const auto longest = "X: " + std::string(kLineMax - 4, 'v');  // Its CR counts too.
    EXPECT_TRUE(headOf(test::withFields(longest)));
    EXPECT_FALSE(headOf(test::withFields(longest + "vv")));
    const auto to_the_brim = [](std::size_t size) {
        const auto four_lines = test::repeated("X: " + std::string(7'000, 'v') + "\r\n", 4);
        const auto rest = size - test::withFields(four_lines + "Y: ").size();
        return test::withFields(four_lines + "Y: " + std::string(rest, 'v'));
    };
    EXPECT_TRUE(headOf(to_the_brim(kHeadMax)));
    EXPECT_FALSE(headOf(to_the_brim(kHeadMax + 2)));
}

TEST(Framing, TheClientSaysWhetherTheConnectionStays) {
    const auto stays = [](std::string_view version, std::string_view fields) {
        const auto head =
            headOf("GET /x HTTP/" + std::string{version} + "\r\nHost: a\r\n" + std::string{fields} + "\r\n");
        return head && head->keep_alive;
    };
    EXPECT_TRUE(stays("1.1", ""));
    EXPECT_FALSE(stays("1.1", "Connection: close\r\n"));
    EXPECT_FALSE(stays("1.1", "Connection: Upgrade, CLOSE\r\n"));
    EXPECT_FALSE(stays("1.0", ""));
    EXPECT_TRUE(stays("1.0", "Connection: keep-alive\r\n"));
}

TEST(Framing, AnExpectationIsReadInAnyLetters) {
    const auto head = headOf("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_TRUE(head->expects_continue);
}

constexpr std::string_view kThree =
    "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst"
    "GET /two HTTP/1.1\r\nHost: b\r\n\r\n"
    "POST /three HTTP/1.1\r\nHost: c\r\nContent-Length: 7\r\n\r\n\r\n\r\nend";

TEST(Intake, RequestsComeWholeAndInOrderInAnyPieces) {
    for (std::size_t step = 1; step <= kThree.size(); ++step) {
        const auto read = feed(kThree, step);
        ASSERT_EQ(read.status, 0) << step;
        ASSERT_EQ(read.requests.size(), 3U) << step;
        EXPECT_EQ(read.requests[0].head.target, "/one");
        EXPECT_EQ(read.requests[0].body, "first");
        EXPECT_EQ(read.requests[1].head.target, "/two");
        EXPECT_EQ(read.requests[1].body, "");
        EXPECT_EQ(read.requests[2].head.headers.get("host"), "c");
        EXPECT_EQ(read.requests[2].body, "\r\n\r\nend");
    }
}

TEST(Intake, WhatFollowsAGoodRequestIsStillRefused) {
    for (std::size_t step = 1; step < 90; ++step) {
        const auto read =
            feed("GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", step);
        EXPECT_EQ(read.status, 400) << step;
        EXPECT_EQ(read.requests.size(), 1U) << step;
    }
}

TEST(Intake, TheCapIsAskedOnlyWhereThereIsABody) {
    int asked = 0;
    const auto cap = [&](std::string_view method, std::string_view target) {
        ++asked;
        EXPECT_EQ(method, "POST");
        EXPECT_EQ(target, "/x?y=1");
        return std::uint64_t{3};
    };
    Intake intake;
    intake.append("GET /x HTTP/1.1\r\nHost: a\r\n\r\nPOST /x?y=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    ASSERT_TRUE(intake.look(cap));
    (void)intake.take();
    EXPECT_EQ(asked, 0);
    const auto state = intake.look(cap);
    ASSERT_TRUE(state);
    EXPECT_EQ(*state, Intake::State::Whole);
    EXPECT_EQ(asked, 1);
}

TEST(Intake, ContinueIsAnsweredOnceAndOnlyWhileTheBodyIsAwaited) {
    const auto cap = [](std::string_view, std::string_view) { return kCap; };
    constexpr std::string_view kHead =
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    Intake intake;
    intake.append(kHead);
    EXPECT_EQ(*intake.look(cap), Intake::State::Continue);
    EXPECT_EQ(*intake.look(cap), Intake::State::Body);
    intake.append("a");
    EXPECT_EQ(*intake.look(cap), Intake::State::Body);
    intake.append("b");
    EXPECT_EQ(*intake.look(cap), Intake::State::Whole);
    Intake eager;
    eager.append(std::string{kHead} + "ab");
    EXPECT_EQ(*eager.look(cap), Intake::State::Whole);
}

}  // namespace
}  // namespace buono::http
