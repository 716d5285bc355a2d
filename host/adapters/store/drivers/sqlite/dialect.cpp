#include "adapters/store/drivers/sqlite/dialect.hpp"

namespace buono::store {

std::string withQuestionMarks(std::string_view sql) {
    std::string out{sql};
    bool quoted = false;
    for (auto& c : out) {
        if (c == '\'') quoted = !quoted;  // A doubled quote closes and opens again.
        if (c == '$' && !quoted) c = '?';
    }
    return out;
}

std::string withRowNumbers(std::string_view sql) {
    constexpr std::string_view kFrom = "BIGINT PRIMARY KEY", kTo = "INTEGER PRIMARY KEY";
    std::string out;
    for (auto at = sql.find(kFrom); at != sql.npos; at = sql.find(kFrom)) {
        out.append(sql.substr(0, at)).append(kTo);
        sql.remove_prefix(at + kFrom.size());
    }
    return out.append(sql);
}

}  // namespace buono::store
