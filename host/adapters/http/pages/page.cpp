#include "adapters/http/pages/page.hpp"

#include <buono/check.hpp>

#include "adapters/http/change.hpp"
#include "adapters/http/html.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/multipart.hpp"
#include "adapters/http/pages/address.hpp"
#include "adapters/http/pages/navigation.hpp"
#include "adapters/http/pages/outcome.hpp"
#include "adapters/http/pages/site.hpp"
#include "adapters/http/problem.hpp"
#include "core/register/codes.hpp"

namespace buono::http::pages {
namespace {

const Site& siteOf(Desk& desk) {
    BUONO_CHECK(desk.lobby.settings.site != nullptr);
    return *desk.lobby.settings.site;
}

void addLayout(Data& data, Desk& desk, const Request& request, const std::string& title) {
    const auto& site = siteOf(desk);
    const bool english = request.language == Language::English;
    data.text("title", title).text("lang", english ? "en" : "it").flag("in_english", english);
    data.text("other_language", english ? "it" : "en").text("back_here", encoded(addressOf(request)));
    data.text("css", site.address("buono.css"))
        .text("js", site.address("pages.js"))
        .text("icon", site.address("buono.svg"));
    data.text("csrf", request.csrf).text("key", desk.ids.next().text());
    data.flag("demo", desk.lobby.settings.demo_clock != nullptr);
    data.flag("logged_in", request.caller.role != people::Role::Anyone);
    data.list("nav", navigation(request, [&](const char* text) { return site.say(request.language, text); }));
    const auto* outcome = outcomeText(request.argument("esito"));
    if (outcome == nullptr)
        data.none("outcome");
    else
        data.one("outcome", Data{}.text("said", site.say(request.language, outcome)));
}

/// A form names its key in a field, because a browser cannot send the header. A form with files is what it says, not
/// its bytes: the browser makes up another boundary each time it sends it.
Request keyed(const Request& request) {
    Request copy = request;
    if (const auto key = request.field("key"); key.size() >= 16 && key.size() <= 64)
        copy.headers.add("idempotency-key", std::string{key});
    if (!request.header("content-type").starts_with(kMultipart)) return copy;
    copy.body.clear();
    for (const auto& [name, value] : request.form)
        copy.body.append(name).append("=").append(std::to_string(value.size())).append(":").append(value);
    return copy;
}

}  // namespace

Response page(Desk& desk, const Request& request, std::string_view name, const std::string& title, Data data,
              int status) {
    addLayout(data, desk, request, say(desk, request, title));
    return htmlPage(siteOf(desk).render(request.language, name, data), status);
}

Response refusalPage(Desk& desk, const Error& error, const Request& request) {
    if (error.code == codes::kNotLoggedIn) {
        const bool shows = request.method == "GET";
        return seeOther(shows ? "/accesso?da=" + encoded(addressOf(request)) : "/accesso");
    }
    const auto& text = problemText(error.code);
    Data data;
    data.text("what", text.title(request.language)).text("remedy", text.remedy(request.language));
    addLayout(data, desk, request, text.title(request.language));
    return htmlPage(siteOf(desk).render(request.language, "refusal", data), text.status);
}

std::string say(Desk& desk, const Request& request, const std::string& english) {
    return siteOf(desk).say(request.language, english);
}

registers::Id operationOf(Desk& desk, const Request& request) { return http::operationOf(desk, keyed(request)); }

Response once(Desk& desk, const Request& request, const std::function<Result<std::string>()>& work,
              const std::function<Response(const Error&)>& again) {
    const auto ticket = ticketOf(desk, keyed(request));
    const auto made = desk.registry.once(ticket, [&]() -> Result<registers::Reply> {
        auto path = work();
        if (!path) return path.error();
        return registers::Reply{303, *std::move(path)};
    });
    return made ? seeOther(made->body) : again(made.error());
}

Data& addError(Data& data, const Error* error, const Request& request) {
    if (error == nullptr) return data.none("error");
    const auto& text = problemText(error->code);
    return data.one("error",
                    Data{}.text("what", text.title(request.language)).text("remedy", text.remedy(request.language)));
}

std::string euro(Money amount, Language language) {
    auto text = amount.text();
    if (language == Language::English) return text.starts_with('-') ? "-€" + text.substr(1) : "€" + text;
    text[text.size() - 3] = ',';
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 6; at > (text[0] == '-' ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), ".");
    return text + "\u00a0€";
}

Result<Money> typedAmount(std::string_view typed) {
    constexpr std::size_t kLongest = 20;
    std::string plain{typed.substr(0, kLongest)};
    if (const auto comma = plain.find(','); comma != plain.npos) {
        // Where a comma divides the cents, points only group thousands: 5.000,00 but not 5.0,00.
        for (auto at = static_cast<std::ptrdiff_t>(comma) - 4; at > 0; at -= 4)
            if (plain[static_cast<std::size_t>(at)] == '.') plain.erase(static_cast<std::size_t>(at), 1);
        plain[plain.find(',')] = '.';
    }
    if (plain.find('.') == plain.npos) plain += ".00";
    return Money::parse(plain);
}

std::string day(registers::Date date) {
    if (!date.ok()) return {};
    const auto iso = registers::text(date);  // YYYY-MM-DD
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string day(Desk& desk, registers::Instant instant) { return day(desk.calendar.dateOf(instant)); }

}  // namespace buono::http::pages
