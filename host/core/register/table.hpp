// Table: a document of rows and columns as text, and the port that reads one out of bytes.
//
// It knows no CSV and no meaning: adapters/documents reads the form, the room whose import it is reads the cells.
// A Table is a value; a TableReader has no state and may be used by any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

namespace buono::registers {

struct Table {
    struct Line {
        int number = 0;  ///< Line in the file where the row begins; the header's is 1.
        std::vector<std::string> cells;
    };
    std::vector<std::string> header;
    std::vector<Line> lines;
};

class TableReader {
public:
    virtual ~TableReader() = default;
    /// Cells are UTF-8 without control characters, trimmed; every line has as many as the header. Refuses what it
    /// cannot read whole: Malformed or TooLarge, with the line in the detail.
    virtual Result<Table> read(std::string_view bytes, std::size_t lines_max) const = 0;
};

}  // namespace buono::registers
