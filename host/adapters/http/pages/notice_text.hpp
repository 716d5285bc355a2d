// A notice as a page shows it: its words, and where to go; and the minutes that are left of something short.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/people/notices.hpp"

namespace buono::http::pages {

/// In the reader's language; a plain "Something new" for a kind that a newer host wrote.
std::string noticeText(Desk& desk, const Request& request, std::string_view kind);

/// The page of what it is about; "" where there is none.
std::string noticeLink(const people::Notice& notice);

/// Begun minutes: 1 until the last second, 0 afterwards.
std::int64_t minutesLeft(registers::Instant until, registers::Instant now);

}  // namespace buono::http::pages
