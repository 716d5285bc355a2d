#include "adapters/http/csv_writer.hpp"

#include <gtest/gtest.h>

namespace buono::http {
namespace {

std::string written(std::string_view cell) {
    CsvWriter csv{"c"};
    return csv.row({cell}).take().substr(3);
}

TEST(CsvWriter, WritesOneLineARow) {
    CsvWriter csv{"place", "state"};
    csv.row({"1", "awarded"}).row({"2", ""});
    EXPECT_EQ(csv.take(), "place,state\r\n1,awarded\r\n2,\r\n");
}

TEST(CsvWriter, QuotesWhatWouldBreakTheTable) {
    EXPECT_EQ(written("a,b"), "\"a,b\"\r\n");
    EXPECT_EQ(written("a;b"), "\"a;b\"\r\n");
    EXPECT_EQ(written("say \"yes\""), "\"say \"\"yes\"\"\"\r\n");
    EXPECT_EQ(written("one\ntwo"), "\"one\ntwo\"\r\n");
}

TEST(CsvWriter, NoCellBecomesAFormula) {
    for (const auto* cell : {"=1+1", "+39 02", "-5", "@SUM(A1)", " =1", "\t=1", "\r\n@x", "=cmd|' /C calc'!A0"}) {
        SCOPED_TRACE(cell);
        EXPECT_EQ(written(cell).substr(0, 2), "\"'");
    }
    EXPECT_EQ(written("a=b"), "a=b\r\n");
    EXPECT_EQ(written(""), "\r\n");
}

}  // namespace
}  // namespace buono::http
