// CsvWriter: tables for spreadsheets: RFC 4180, UTF-8, comma, one header line.
//
//     CsvWriter csv{"place", "application", "state"};
//     csv.row({"1", id.text(), "awarded"});
//     return {200, csv.take(), kCsvType};
//
// A cell that a spreadsheet would run as a formula (= + - @, or such a character after spaces or a tab) is written with
// an apostrophe before it: data people typed must not become commands on a colleague's desk. One pair of braces for the
// header: in two, a pair of texts would be read as one. One thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <buono/check.hpp>

namespace buono::http {

inline constexpr const char* kCsvType = "text/csv; charset=utf-8";

class CsvWriter {
public:
    explicit CsvWriter(std::initializer_list<std::string_view> header) : columns_{header.size()} { row(header); }

    CsvWriter& row(std::initializer_list<std::string_view> cells);
    std::string take() { return std::move(out_); }

private:
    void cell(std::string_view text);

    std::size_t columns_;
    std::string out_;
};

}  // namespace buono::http
