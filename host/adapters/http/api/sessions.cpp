// Log-in and log-out, who I am, and the accounts of staff.
#include <span>

#include "adapters/http/json_reader.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/log_in.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/roles.hpp"

namespace buono::http::operations {
namespace {

constexpr std::size_t kPasswordMax = 256;

// Anyone and family come first in the list; families register themselves.
constexpr std::size_t kFirstStaff = static_cast<std::size_t>(people::Role::Ente);
constexpr auto kStaffRoles = std::span{kRoleNames}.subspan(kFirstStaff);

void writeCaller(json::Writer& out, const people::Caller& caller) {
    out.member("role", nameOf(caller.role)).member("person", caller.person);
    if (!caller.scope.isNil()) out.member("scope", caller.scope);
}

}  // namespace

Response createSession(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    const auto username = body.text("username", 1, 64);
    const auto password = body.text("password", 1, kPasswordMax);
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    const auto in = logIn(desk, request, username, password);
    if (!in) return problem(in.error(), request);
    json::Writer out;
    out.beginObject().member("token", in->token).member("csrf_token", in->csrf);
    writeCaller(out, in->session.caller());
    out.member("expires_at", in->session.expires).member("seq", request.as_of).endObject();
    return {201, out.take(), "application/json", {sessionCookie(in->token)}};
}

Response deleteSession(Desk& desk, const Request& request) {
    if (const auto out = logOut(desk, request); !out) return problem(out.error(), request);
    return {204, {}, "application/json", {sessionCookie({})}};
}

Response readMe(Desk&, const Request& request) {
    json::Writer out;
    out.beginObject();
    writeCaller(out, request.caller);
    out.member("csrf_token", request.csrf).member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response createStaffAccount(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    NewStaff staff;
    staff.username = body.text("username", 3, 64);
    staff.password = body.text("password", 1, kPasswordMax);
    staff.role = static_cast<people::Role>(kFirstStaff + body.oneOf("role", kStaffRoles));
    if (body.has("scope")) staff.scope = body.id("scope");
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    const auto opened = openStaffAccount(desk, request, staff);
    if (!opened) return problem(opened.error(), request);
    json::Writer out;
    out.beginObject().member("id", *opened).member("seq", request.as_of).endObject();
    return {201, out.take()};
}

}  // namespace buono::http::operations
