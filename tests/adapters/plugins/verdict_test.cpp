#include "adapters/plugins/verdict.hpp"

#include "adapters/plugins/breaker.hpp"
#include "adapters/plugins/frame.hpp"

namespace buono::plugins {
namespace {

struct Row {
    const char* claim;
    std::uint32_t op;
    How how;
    bool network;
    int released, completed;
    bool kept, recorded;
    std::uint32_t outcome;
    std::int64_t cents;
    buono_outcome believed;
};

TEST(Judge, BelievesNoMoreThanTheHostKnows) {
    constexpr auto A = How::Answered;
    const Row rows[] = {
        {"never delivered", BUONO_OP_AUTHORIZE, How::NotDelivered, false, 0, 0, false, false, 0, 10, BUONO_NOT_SENT},
        {"died, nothing out", BUONO_OP_AUTHORIZE, How::Died, true, 0, 0, false, false, 0, 10, BUONO_NOT_SENT},
        {"died, something out", BUONO_OP_AUTHORIZE, How::Died, true, 1, 0, false, false, 0, 10, BUONO_UNKNOWN},
        {"died without a network", BUONO_OP_AUTHORIZE, How::Died, false, 0, 0, false, false, 0, 10, BUONO_UNKNOWN},
        {"late", BUONO_OP_REDEEM, How::Late, false, 0, 0, false, false, 0, 10, BUONO_UNKNOWN},
        {"yes, unanswered", BUONO_OP_AUTHORIZE, A, true, 1, 0, false, false, BUONO_APPROVED, 10, BUONO_UNKNOWN},
        {"yes, answered", BUONO_OP_AUTHORIZE, A, true, 1, 1, false, false, BUONO_APPROVED, 10, BUONO_APPROVED},
        {"yes, other amount", BUONO_OP_AUTHORIZE, A, true, 1, 1, false, false, BUONO_APPROVED, 11, BUONO_UNKNOWN},
        {"cash, no receipt", BUONO_OP_QUERY, A, false, 0, 0, true, false, BUONO_APPROVED, 10, BUONO_UNKNOWN},
        {"cash, receipt", BUONO_OP_QUERY, A, false, 0, 0, true, true, BUONO_APPROVED, 10, BUONO_APPROVED},
        {"booked, kept", BUONO_OP_REDEEM, A, false, 0, 0, true, false, BUONO_APPROVED, 10, BUONO_APPROVED},
        {"booked, not kept", BUONO_OP_REDEEM, A, false, 0, 0, false, false, BUONO_APPROVED, 10, BUONO_UNKNOWN},
        {"no, unanswered", BUONO_OP_AUTHORIZE, A, true, 1, 0, false, false, BUONO_DECLINED, 0, BUONO_UNKNOWN},
        {"nothing sent, a lie", BUONO_OP_AUTHORIZE, A, true, 1, 1, false, false, BUONO_NOT_SENT, 0, BUONO_UNKNOWN},
        {"not found, not asked", BUONO_OP_REDEEM, A, false, 0, 0, false, false, BUONO_NOT_FOUND, 0, BUONO_UNKNOWN},
        {"not found", BUONO_OP_QUERY, A, false, 0, 0, false, false, BUONO_NOT_FOUND, 0, BUONO_NOT_FOUND},
        {"pending, other amount", BUONO_OP_AUTHORIZE, A, false, 0, 0, true, false, BUONO_PENDING, 9, BUONO_UNKNOWN},
        {"no such outcome", BUONO_OP_QUERY, A, false, 0, 0, false, false, 8, 10, BUONO_UNKNOWN},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.claim);
        Call call;
        call.op = row.op;
        call.amount_minor = 10;
        call.recorded = row.recorded;
        Said said;
        said.outcome = row.outcome;
        said.amount_minor = row.cents;
        said.currency = "EUR";
        const Witness witness{row.how, row.network, row.released, row.completed, row.kept};
        EXPECT_EQ(judge(call, witness, said).outcome, row.believed);
    }
}

TEST(Breaker, PausesDoubleAndAGoodAnswerClearsThem) {
    Breaker breaker;
    breaker.fault(0);
    EXPECT_TRUE(breaker.admits(0));
    breaker.fault(0);
    EXPECT_FALSE(breaker.admits(49));
    for (int i = 0; i < 3; ++i) breaker.fault(0);
    EXPECT_FALSE(breaker.admits(999));
    EXPECT_TRUE(breaker.admits(1000));
    for (int i = 0; i < 100; ++i) breaker.fault(0);
    EXPECT_TRUE(breaker.isResting(299'999));
    EXPECT_TRUE(breaker.admits(300'000));
    breaker.good();
    EXPECT_TRUE(breaker.admits(0));
}

TEST(Breaker, AfterARestOneCallAloneTriesThePlugin) {
    Breaker breaker;
    for (int i = 0; i < 5; ++i) breaker.fault(0);
    EXPECT_TRUE(breaker.admits(1000));
    EXPECT_FALSE(breaker.admits(1000));
    breaker.withdrawn();
    EXPECT_TRUE(breaker.admits(1000));
    breaker.good();
    EXPECT_TRUE(breaker.admits(1000));
    EXPECT_TRUE(breaker.admits(1000));
}

TEST(Frame, NoPrefixOrFlippedByteIsReadPastItsEnd) {
    Writer writer{FrameType::Call, 7};
    writer.number(std::uint32_t{1}).text("hello");
    const std::string whole{writer.frame()};
    Frame frame;
    std::size_t used = 0;
    for (std::size_t n = 0; n < whole.size(); ++n)
        EXPECT_EQ(parseFrame(std::string_view{whole}.substr(0, n), frame, used), Parsed::More);
    for (std::size_t n = 0; n < whole.size(); ++n)
        for (const char flip : {'\x01', '\x80', '\xff'}) {
            auto bent = whole;
            bent[n] = static_cast<char>(bent[n] ^ flip);
            if (parseFrame(bent, frame, used) != Parsed::Whole) continue;
            Reader in{frame.payload};
            in.number<std::uint32_t>();
            in.text(100);
            EXPECT_LE(used, bent.size());
        }
}

}  // namespace
}  // namespace buono::plugins
