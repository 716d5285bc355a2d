// An office's CSV: every line has the header's width, every cell is bounded UTF-8 without controls.
#include "adapters/documents/csv_reader.hpp"

#include "adapters/http/target.hpp"
#include "input.hpp"

namespace {

using namespace buono;

void check(const std::string& cell) {
    BUONO_CHECK(http::isUtf8(cell) && cell.size() <= documents::CsvReader::kCellBytesMax);
    for (const char c : cell) BUONO_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    BUONO_CHECK(cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
}

}  // namespace

FUZZ(text) {
    const auto table = documents::CsvReader{}.read(text, 200);
    if (!table) return BUONO_CHECK(http::isUtf8(table.error().detail));
    BUONO_CHECK(table->lines.size() <= 200 && table->header.size() <= documents::CsvReader::kColumnsMax);
    for (const auto& name : table->header) check(name);
    int last = 1;
    for (const auto& line : table->lines) {
        BUONO_CHECK(line.number > last && line.cells.size() == table->header.size());
        last = line.number;
        for (const auto& cell : line.cells) check(cell);
    }
}
