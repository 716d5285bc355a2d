#include "adapters/http/csv_writer.hpp"

namespace buono::http {
namespace {

bool isFormula(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && std::string_view{"=+-@"}.find(text[first]) != std::string_view::npos;
}

}  // namespace

void CsvWriter::cell(std::string_view text) {
    const bool is_formula = isFormula(text);
    if (!is_formula && text.find_first_of(",;\"\r\n\t") == std::string_view::npos) {
        out_ += text;
        return;
    }
    out_ += '"';
    if (is_formula) out_ += '\'';
    for (const char c : text) {
        if (c == '"') out_ += '"';
        out_ += c;
    }
    out_ += '"';
}

CsvWriter& CsvWriter::row(std::initializer_list<std::string_view> cells) {
    BUONO_CHECK(cells.size() == columns_);
    bool is_first = true;
    for (const auto text : cells) {
        if (!is_first) out_ += ',';
        is_first = false;
        cell(text);
    }
    out_ += "\r\n";
    return *this;
}

}  // namespace buono::http
