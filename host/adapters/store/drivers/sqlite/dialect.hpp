// The two places where SQLite reads our SQL otherwise than PostgreSQL. Pure functions over text.
#pragma once

#include <string>
#include <string_view>

namespace buono::store {

/// `$2` becomes `?2`: SQLite numbers `$n` by order of appearance and would swap values silently. Text in quotes stays.
std::string withQuestionMarks(std::string_view sql);

/// `BIGINT PRIMARY KEY` becomes `INTEGER PRIMARY KEY`, so that the number is the row's own address.
std::string withRowNumbers(std::string_view sql);

}  // namespace buono::store
