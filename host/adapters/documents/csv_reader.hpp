// CsvReader: tables from CSV as offices write it: comma, semicolon or tab, quotes, UTF-8 with or without a mark, or the
// Windows code page that spreadsheets still use. Nothing outside these is guessed.
//
// A broken quote, a line of another width, a control character or a size beyond the bounds refuses the whole file and
// names the line: half a file would be worse than none. Lines that are empty, or hold separators only, are skipped.
// No state; any thread.
#pragma once

#include "core/register/table.hpp"

namespace buono::documents {

class CsvReader final : public registers::TableReader {
public:
    static constexpr std::size_t kBytesMax = 8 * 1024 * 1024;
    static constexpr std::size_t kColumnsMax = 64;
    static constexpr std::size_t kCellBytesMax = 1'000;

    Result<registers::Table> read(std::string_view bytes, std::size_t lines_max) const override;
};

}  // namespace buono::documents
