#include "adapters/documents/csv_reader.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "adapters/documents/plain_text.hpp"

namespace buono::documents {
namespace {

using registers::Table;

Error atLine(ErrorCode code, int line, const std::string& what) {
    return {code, {}, "line " + std::to_string(line) + ": " + what};
}

// The separator that stands most often in the first line, outside quotes.
char separatorOf(std::string_view text) {
    constexpr std::array kSeparators{',', ';', '\t'};
    std::array<int, kSeparators.size()> counts{};
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (!is_quoted && (c == '\n' || c == '\r')) break;
        for (std::size_t i = 0; i < kSeparators.size(); ++i) counts[i] += !is_quoted && c == kSeparators[i];
    }
    return kSeparators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

// Up to and with the line's end: \n, \r\n or a lone \r.
std::size_t physicalLine(std::string_view text) {
    const auto end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) return text.size();
    return text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? end + 2 : end + 1;
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// A line break inside quotes is a space to us; other control characters are never typed.
Result<std::string> cellOf(std::string_view raw, int line) {
    if (raw.size() > CsvReader::kCellBytesMax) return atLine(ErrorCode::TooLarge, line, "a cell is too long");
    std::string cell;
    for (const char c : raw) {
        const bool is_break = c == '\n' || c == '\r' || c == '\t';
        if ((static_cast<unsigned char>(c) < 0x20 && !is_break) || c == 0x7f)
            return atLine(ErrorCode::Malformed, line, "a control character stands in a cell");
        cell += is_break ? ' ' : c;
    }
    const auto first = cell.find_first_not_of(' ');
    if (first == std::string::npos) return std::string{};
    return cell.substr(first, cell.find_last_not_of(' ') - first + 1);
}

// One reading: libcsv calls back for each cell and each row; physical lines are fed one by one, so that a row knows
// where in the file it began.
class Reading {
public:
    Reading(char separator, std::size_t lines_max) : lines_max_{lines_max} {
        BUONO_CHECK(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        if (separator == '\t') csv_set_space_func(&parser_, [](unsigned char c) { return int{c == ' '}; });
    }
    ~Reading() { csv_free(&parser_); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    Result<Table> operator()(std::string_view text) {
        for (int line = 1; !text.empty() && !error_; ++line) {
            const auto length = physicalLine(text);
            feed(text.substr(0, length), line);
            text.remove_prefix(length);
        }
        if (!error_ && csv_fini(&parser_, onCell, onRow, this) != 0) quoteBroken();
        if (error_) return *error_;
        if (table_.header.empty()) return Error{ErrorCode::Malformed, {}, "the file has no header line"};
        return std::move(table_);
    }

private:
    void feed(std::string_view line, int number) {
        if (!in_row_) row_line_ = number;
        if (!in_row_ && isBlank(line)) return;
        in_row_ = true;
        if (csv_parse(&parser_, line.data(), line.size(), onCell, onRow, this) != line.size()) quoteBroken();
    }

    void quoteBroken() {
        if (!error_) error_ = atLine(ErrorCode::Malformed, row_line_, "a quote is open, or stands inside a cell");
    }

    static void onCell(void* bytes, std::size_t size, void* self) {
        static_cast<Reading*>(self)->cell({static_cast<const char*>(bytes), size});
    }
    static void onRow(int, void* self) { static_cast<Reading*>(self)->row(); }

    void cell(std::string_view raw) {
        if (error_) return;
        auto cell = cellOf(raw, row_line_);
        if (!cell)
            error_ = cell.error();
        else if (cells_.size() == CsvReader::kColumnsMax)
            error_ = atLine(ErrorCode::TooLarge, row_line_, "too many cells");
        else
            cells_.push_back(std::move(*cell));
    }

    void row() {
        in_row_ = false;
        if (error_) return;
        auto cells = std::exchange(cells_, {});
        if (std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); })) return;
        if (table_.header.empty()) return takeHeader(std::move(cells));
        if (cells.size() != table_.header.size())
            error_ = atLine(
                ErrorCode::Malformed, row_line_,
                std::to_string(cells.size()) + " cells where the header has " + std::to_string(table_.header.size()));
        else if (table_.lines.size() == lines_max_)
            error_ = Error{ErrorCode::TooLarge, {}, "at most " + std::to_string(lines_max_) + " rows a file"};
        else
            table_.lines.push_back({row_line_, std::move(cells)});
    }

    void takeHeader(std::vector<std::string> cells) {
        for (auto& cell : cells)
            for (auto& c : cell)
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        table_.header = std::move(cells);
    }

    csv_parser parser_{};
    std::size_t lines_max_;
    Table table_;
    std::vector<std::string> cells_;
    std::optional<Error> error_;
    int row_line_ = 1;
    bool in_row_ = false;
};

}  // namespace

Result<Table> CsvReader::read(std::string_view bytes, std::size_t lines_max) const {
    if (bytes.size() > kBytesMax)
        return Error{ErrorCode::TooLarge, {}, "a file has at most " + std::to_string(kBytesMax) + " bytes"};
    const auto text = asUtf8(bytes);
    if (!text) return text.error();
    return Reading{separatorOf(*text), lines_max}(*text);
}

}  // namespace buono::documents
