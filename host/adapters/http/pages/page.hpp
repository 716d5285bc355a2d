// page(): a template in the layout of the site, as an answer; and the small things every page handler needs.
//
// A page reads the same views and calls the same use cases as the API. A form posts, the change answers 303 to the
// page that shows it (`once`), and that page says what happened by the word in its `esito` argument.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <buono/error.hpp>
#include <buono/money.hpp>
#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/http/pages/data.hpp"
#include "core/register/time.hpp"

namespace buono::http::pages {

/// The page `name`, `title` in English. Adds what the layout needs: language, navigation, outcome, CSRF token and a
/// fresh `key` for forms.
Response page(Desk& desk, const Request& request, std::string_view name, const std::string& title, Data data,
              int status = 200);

/// How a page says no: the log-in where nobody is logged in, else what is wrong and what to do about it.
Response refusalPage(Desk& desk, const Error& error, const Request& request);

/// `english` in the reader's language.
std::string say(Desk& desk, const Request& request, const std::string& english);

/// As http::operationOf, by the key of the form.
registers::Id operationOf(Desk& desk, const Request& request);

/// Makes the change of a form once: its key is the hidden field `key`, and a repeat is sent to the same place.
/// `work` answers the path to go to. A refusal goes to `again`, which shows the form with what was typed.
Response once(Desk& desk, const Request& request, const std::function<Result<std::string>()>& work,
              const std::function<Response(const Error&)>& again);
inline Response once(Desk& desk, const Request& request, const std::function<Result<std::string>()>& work) {
    return once(desk, request, work, [&](const Error& error) { return refusalPage(desk, error, request); });
}

/// What is wrong, for the place above a form: `title` and `remedy`, or nothing.
Data& addError(Data& data, const Error* error, const Request& request);

/// "210,00 €" in Italian, "€210.00" in English.
std::string euro(Money amount, Language language);
/// An amount as people type it: "12,50", "12.50", "5.000,00", "12".
Result<Money> typedAmount(std::string_view typed);
/// "31/12/2026"; "" for no date.
std::string day(registers::Date date);
/// Day and hour in the city are the calendar's affair; pages show the day.
std::string day(Desk& desk, registers::Instant instant);

}  // namespace buono::http::pages
