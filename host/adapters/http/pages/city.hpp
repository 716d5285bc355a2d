// What the city's pages share: error with its detail, dates as people type them, a call of the path.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/http/pages/page.hpp"
#include "core/programmes/voucher.hpp"

namespace buono::http::pages {

/// Staff also see the field and the detail, which are in English as in the API.
Data& addStaffError(Data& data, const Error* error, const Request& request);

/// 2026-03-01, as browsers send it, or 01/03/2026, as people write it. No date where it is neither.
registers::Date dateOf(std::string_view typed);

/// The call of the path.
std::optional<programmes::Programme> callOf(Desk& desk, const Request& request);

/// Its title in the reader's language.
const std::string& titleOf(const programmes::Call& call, Language language);

/// True for the roles that take part in this list.
bool isOneOf(people::Role role, std::initializer_list<people::Role> roles);

/// The call's page with what went wrong; the forms keep what was typed.
Response callPage(Desk& desk, const Request& request, const Error* error);

}  // namespace buono::http::pages
