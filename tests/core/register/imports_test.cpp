#include "core/register/imports.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/imports.hpp"

namespace buono::registers {
namespace {

/// Takes every row that is not in `known`, and knows it from then on.
class SetKind final : public ImportKind {
public:
    Result<Checked> check(const Import&, const Table& table, Instant) const override {
        Checked checked;
        for (const auto& line : table.lines) {
            if (known.contains(line.cells[0]))
                checked.second.push_back({line.number, "line", codes::kImportEmpty, ""});
            else
                ++checked.first;
        }
        return checked;
    }
    Result<std::uint64_t> write(const Import&, const Table& table, Instant) override {
        for (const auto& line : table.lines) known.emplace(line.cells[0], ++writes);
        return 7;
    }

    std::map<std::string, int> known;
    int writes = 0;
};

struct Desk {
    test::MemoryImports imports;
    test::PlainTables reader;
    SetKind kind;
    ImportKinds kinds{{"set", &kind}};
    StageImport stage{imports};
    ConfirmImport confirm{imports, reader, kinds};
    DiscardImport discard{imports};

    Id staged(std::string_view document, Id scope = {}) {
        Import import;
        import.id.bytes[15] = static_cast<std::uint8_t>(imports.rows.size() + 1);
        import.kind = "set";
        import.scope = scope;
        const auto table = reader.read(document, 10);
        EXPECT_TRUE(stage(import, document, kind.check(import, *table, {})));
        return import.id;
    }
};

Id otherScope() {
    Id id;
    id.bytes[0] = 9;
    return id;
}

TEST(Imports, NothingIsWrittenUntilItIsConfirmedAndThenOnce) {
    Desk desk;
    const auto id = desk.staged("line\na\nb");
    EXPECT_EQ(desk.imports.find(id)->accepted, 2);
    EXPECT_EQ(desk.kind.writes, 0);
    const auto confirmed = desk.confirm(id, {}, {});
    ASSERT_TRUE(confirmed);
    EXPECT_EQ(confirmed->state, ImportState::Confirmed);
    EXPECT_EQ(confirmed->seq, 7U);
    EXPECT_EQ(desk.kind.writes, 2);
    EXPECT_EQ(desk.imports.document(id), "");
    const auto again = desk.confirm(id, {}, {});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, codes::kImportNotStaged);
    EXPECT_EQ(desk.kind.writes, 2);
}

TEST(Imports, WhatHappenedMeanwhileIsCheckedAgain) {
    Desk desk;
    const auto id = desk.staged("line\na\nb\nc");
    desk.kind.known["b"] = 0;  // Somebody else was faster.
    const auto confirmed = desk.confirm(id, {}, {});
    ASSERT_TRUE(confirmed);
    EXPECT_EQ(confirmed->accepted, 2);
    EXPECT_EQ(confirmed->refused, 1);
    ASSERT_EQ(desk.imports.refused[id].size(), 1U);
    EXPECT_EQ(desk.imports.refused[id][0].line, 3);
}

TEST(Imports, WithNothingToWriteItStaysStaged) {
    Desk desk;
    const auto id = desk.staged("line\na");
    desk.kind.known["a"] = 0;
    EXPECT_EQ(desk.confirm(id, {}, {}).error().code, codes::kImportEmpty);
    EXPECT_EQ(desk.imports.find(id)->state, ImportState::Staged);
}

TEST(Imports, AnothersIsTheSameAsNone) {
    Desk desk;
    const auto id = desk.staged("line\na", otherScope());
    Id absent;
    absent.bytes.fill(0xee);
    EXPECT_EQ(desk.confirm(id, {}, {}).error(), desk.confirm(absent, {}, {}).error());
    EXPECT_EQ(desk.discard(id, {}, 0).error(), desk.discard(absent, {}, 0).error());
    EXPECT_TRUE(desk.confirm(id, otherScope(), {}));
}

TEST(Imports, ADiscardedFileIsGone) {
    Desk desk;
    const auto id = desk.staged("line\na");
    const auto discarded = desk.discard(id, {}, 5);
    ASSERT_TRUE(discarded);
    EXPECT_EQ(discarded->seq, 5U);
    EXPECT_EQ(desk.imports.document(id), "");
    EXPECT_EQ(desk.confirm(id, {}, {}).error().code, codes::kImportNotStaged);
    EXPECT_EQ(desk.kind.writes, 0);
}

TEST(Imports, ARefusedFileIsNotKept) {
    Desk desk;
    const Result<ImportKind::Checked> refused{Error{codes::kImportHeaderWrong, "bracket", ""}};
    EXPECT_EQ(desk.stage({}, "x", refused).error().code, codes::kImportHeaderWrong);
    EXPECT_TRUE(desk.imports.rows.empty());
}

}  // namespace
}  // namespace buono::registers
