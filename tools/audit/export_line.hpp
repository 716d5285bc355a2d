// ExportLine: one line of GET /v1/ledger/export (schemas/ledger/export.md): of its members only seq, hash and body
// count; the rest is for people, and is not believed.
#pragma once

#include <string>
#include <string_view>

#include "database.hpp"

namespace audit {

class ExportLine {
public:
    /// False where the line has no such members; the row's bytes live in this object until the next call.
    bool read(std::string_view line);
    const JournalRow& row() const { return row_; }

private:
    bool member(std::string_view name, std::string_view value, bool text);

    std::string body_;
    std::string hash_;
    JournalRow row_;
    int found_ = 0;
};

}  // namespace audit
