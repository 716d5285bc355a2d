// One plugin that was built elsewhere, by another compiler perhaps: tests/plugins/out_of_tree names it.
#include "adapters/plugins/bench.hpp"

namespace buono::plugins {
namespace {

class OutOfTree : public PluginBench {};

TEST_F(OutOfTree, AStarterIsGrantedAndAnswers) {
    const char* const path = std::getenv("BUONO_OUT_OF_TREE");
    if (!path) GTEST_SKIP() << "tests/plugins/out_of_tree runs this";
    const auto file = PluginFile::open(path);
    ASSERT_TRUE(file) << file.error().detail;
    const auto& manifest = file->manifest();
    const auto host = hostWith({manifest.id, path, file->sha256(), {}});
    EXPECT_GE(host->standings().front().isolation, Isolation::Sealed);
    const auto ask = [&](buono_op op, std::int64_t cents) {
        return host->call(manifest.id, about(op, "a", cents)).outcome;
    };
    switch (manifest.kind) {
        case Kind::Payment:
            EXPECT_EQ(ask(BUONO_OP_QUERY, 5), BUONO_NOT_FOUND);
            EXPECT_EQ(ask(BUONO_OP_AUTHORIZE, 5), BUONO_PENDING);
            EXPECT_EQ(ask(BUONO_OP_AUTHORIZE, 6), BUONO_INVALID);
            break;
        case Kind::Provider:
            EXPECT_EQ(ask(BUONO_OP_STATUS, 5), BUONO_NOT_FOUND);
            EXPECT_EQ(ask(BUONO_OP_REDEEM, 5), BUONO_APPROVED);
            EXPECT_EQ(ask(BUONO_OP_REDEEM, 6), BUONO_INVALID);
            EXPECT_EQ(ask(BUONO_OP_STATUS, 5), BUONO_APPROVED);
            EXPECT_EQ(ask(BUONO_OP_CANCEL, 5), BUONO_APPROVED);
            EXPECT_EQ(ask(BUONO_OP_REDEEM, 5), BUONO_DECLINED);
            break;
        case Kind::Verifier:
            EXPECT_EQ(ask(BUONO_OP_ASK_STATUS, 5), BUONO_NOT_FOUND);
            EXPECT_EQ(ask(BUONO_OP_ASK, 5), BUONO_PENDING);
            break;
    }
}

}  // namespace
}  // namespace buono::plugins
