// What offices really send, and what somebody who means harm would.
#include "adapters/documents/csv_reader.hpp"

#include <gtest/gtest.h>

#include "adapters/documents/plain_text.hpp"

namespace buono::documents {
namespace {

using registers::Table;
using std::string_literals::operator""s;

Result<Table> read(std::string_view bytes, std::size_t lines_max = 100) { return CsvReader{}.read(bytes, lines_max); }

std::vector<std::string> cells(const Result<Table>& table, std::size_t line) {
    return table && line < table->lines.size() ? table->lines[line].cells : std::vector<std::string>{"no such line"};
}

using Cells = std::vector<std::string>;

TEST(CsvReader, ReadsTheSameTableInEveryFormOfficesUse) {
    struct Case {
        const char* form;
        std::string bytes;
    };
    const Case cases[] = {
        {"commas", "name,town\nAnna,Cantù\n"},
        {"semicolons", "name;town\nAnna;Cantù\n"},
        {"tabs", "name\ttown\nAnna\tCantù\n"},
        {"Windows line ends", "name;town\r\nAnna;Cantù\r\n"},
        {"old Macintosh line ends", "name;town\rAnna;Cantù\r"},
        {"no end of the last line", "name,town\nAnna,Cantù"},
        {"a mark of UTF-8", "\xef\xbb\xbfname,town\nAnna,Cantù\n"},
        {"Windows-1252", "name,town\nAnna,Cant\xf9\n"},
        {"quotes", "\"name\",\"town\"\n\"Anna\",\"Cantù\"\n"},
        {"spaces around", " name , town \n Anna , \" Cantù \" \n"},
        {"capitals in the header", "Name,TOWN\nAnna,Cantù\n"},
        {"empty lines and rows of separators", "\n\nname,town\n\n,\nAnna,Cantù\n,\n \n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.form);
        const auto table = read(c.bytes);
        ASSERT_TRUE(table) << table.error().detail;
        EXPECT_EQ(table->header, (Cells{"name", "town"}));
        ASSERT_EQ(table->lines.size(), 1U);
        EXPECT_EQ(cells(table, 0), (Cells{"Anna", "Cantù"}));
    }
}

TEST(CsvReader, KeepsWhatQuotesProtect) {
    const auto table = read("a,b,c\n\"one, two\",\"she said \"\"yes\"\"\",\"first\r\nsecond\"\n\"\",,x\n");
    ASSERT_TRUE(table) << table.error().detail;
    EXPECT_EQ(cells(table, 0), (Cells{"one, two", "she said \"yes\"", "first  second"}));
    EXPECT_EQ(cells(table, 1), (Cells{"", "", "x"}));
}

TEST(CsvReader, NumbersRowsAsTheFileDoes) {
    const auto table = read("a,b\n1,2\n\n\"x\ny\nz\",2\r\n3,4\n");
    ASSERT_TRUE(table) << table.error().detail;
    ASSERT_EQ(table->lines.size(), 3U);
    EXPECT_EQ(table->lines[0].number, 2);
    EXPECT_EQ(table->lines[1].number, 4);
    EXPECT_EQ(table->lines[2].number, 7);
}

TEST(CsvReader, ASeparatorInsideQuotesDoesNotDecideTheForm) {
    const auto table = read("\"a;b;c;d\",e\n1,2\n");
    ASSERT_TRUE(table) << table.error().detail;
    EXPECT_EQ(table->header, (Cells{"a;b;c;d", "e"}));
}

TEST(CsvReader, RefusesTheWholeFileAndNamesTheLine) {
    struct Case {
        const char* fault;
        std::string bytes;
        ErrorCode code;
        const char* detail;
    };
    const Case cases[] = {
        {"nothing", "", ErrorCode::Malformed, "no header"},
        {"only empty lines", "\n \r\n", ErrorCode::Malformed, "no header"},
        {"a row too short", "a,b\n1,2\n1\n", ErrorCode::Malformed, "line 3"},
        {"a row too long", "a,b\n1,2,3\n", ErrorCode::Malformed, "line 2"},
        {"a quote never closed", "a,b\n1,\"2\n3,4\n", ErrorCode::Malformed, "line 2"},
        {"a quote inside a cell", "a,b\n1,2\"3\n", ErrorCode::Malformed, "line 2"},
        {"text after a quote", "a,b\n\"1\"x,2\n", ErrorCode::Malformed, "line 2"},
        {"a zero byte", "a,b\n1,x\0y\n"s, ErrorCode::Malformed, "line 2"},
        {"an escape", "a,b\n1,\x1b[31m\n", ErrorCode::Malformed, "line 2"},
        {"UTF-16",
         "\xff\xfe"
         "a\0,\0b\0"s,
         ErrorCode::Malformed, "UTF-16"},
        {"no encoding at all", "a,b\n1,\x81\n", ErrorCode::Malformed, "UTF-8"},
        {"a mark that lies",
         "\xef\xbb\xbf"
         "a,b\n1,\xf9\n",
         ErrorCode::Malformed, "UTF-8"},
        {"a cell too long", "a,b\n1," + std::string(CsvReader::kCellBytesMax + 1, 'x'), ErrorCode::TooLarge, "line 2"},
        {"too many columns", std::string(CsvReader::kColumnsMax, ','), ErrorCode::TooLarge, "line 1"},
        {"too many rows", "a,b\n1,2\n3,4\n5,6\n", ErrorCode::TooLarge, "2 rows"},
        {"too many bytes", std::string(CsvReader::kBytesMax + 1, 'x'), ErrorCode::TooLarge, "bytes"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.fault);
        const auto table = read(c.bytes, 2);
        ASSERT_FALSE(table);
        EXPECT_EQ(table.error().code, c.code);
        EXPECT_NE(table.error().detail.find(c.detail), std::string::npos) << table.error().detail;
    }
}

TEST(PlainText, KnowsUtf8FromWhatOnlyLooksLikeIt) {
    EXPECT_TRUE(isUtf8("plain, città, €, 𝄞"));
    for (const auto* bytes : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                              "\x80", "\xe2\x82", "\xc3("})
        EXPECT_FALSE(isUtf8(bytes));
}

TEST(PlainText, ReadsTheWindowsPage) {
    const auto text = asUtf8("\x80 \x92 \xe8");
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, "€ ’ è");
}

}  // namespace
}  // namespace buono::documents
