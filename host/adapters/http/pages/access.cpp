// Logging in and out, as pages.
#include "adapters/http/html.hpp"
#include "adapters/http/log_in.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/address.hpp"
#include "adapters/http/pages/navigation.hpp"
#include "adapters/http/pages/page.hpp"

namespace buono::http::operations {
namespace {

// The password is never shown again; the name is.
Response form(Desk& desk, const Request& request, std::string_view username, std::string_view from,
              const Error* error) {
    pages::Data data;
    data.text("username", username).text("from", pages::isOwnAddress(from) ? from : "");
    pages::addError(data, error, request);
    return pages::page(desk, request, "log_in", "Log in", std::move(data), error == nullptr ? 200 : 422);
}

}  // namespace

Response pageLogInForm(Desk& desk, const Request& request) {
    if (request.caller.role != people::Role::Anyone) return seeOther(std::string{pages::homeOf(request.caller.role)});
    return form(desk, request, {}, request.argument("da"), nullptr);
}

Response pageLogIn(Desk& desk, const Request& request) {
    const auto username = request.field("username"), from = request.field("da");
    const auto in = logIn(desk, request, username, request.field("password"));
    if (!in) return form(desk, request, username, from, &in.error());
    auto answer =
        seeOther(pages::isOwnAddress(from) ? std::string{from} : std::string{pages::homeOf(in->session.caller().role)});
    answer.headers.push_back(sessionCookie(in->token));
    return answer;
}

Response pageLogOut(Desk& desk, const Request& request) {
    if (const auto out = logOut(desk, request); !out) return pages::refusalPage(desk, out.error(), request);
    auto answer = seeOther("/?esito=uscita");
    answer.headers.push_back(sessionCookie({}));
    return answer;
}

}  // namespace buono::http::operations
