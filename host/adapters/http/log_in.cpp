#include "adapters/http/log_in.hpp"

#include "adapters/http/change.hpp"
#include "adapters/http/doorman.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/secret.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

Result<LoggedIn> openSession(Desk& desk, Request request, const people::Account& account) {
    LoggedIn in{newToken(), {}, {}};
    const auto token_hash = desk.digest.sha256(in.token);
    const auto id = desk.ids.next();
    request.caller = {account.role, account.person, account.scope, id};
    const auto kept = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        auto session = desk.changes.accounts.open_session(account, id, token_hash, desk.clock.now());
        if (!session) return session.error();
        in.session = *std::move(session);
        return registers::Reply{201, {}};
    });
    if (!kept) return kept.error();
    in.csrf = csrfOf(desk.digest, in.token);
    return in;
}

}  // namespace

Result<LoggedIn> logIn(Desk& desk, const Request& request, std::string_view username, std::string_view password) {
    const auto login = lower(username);
    auto& limiter = desk.lobby.logins;
    if (!limiter.mayTry(login, request.address, desk.clock.now())) return Error{codes::kTooManyRequests, {}, {}};
    const auto account = desk.views.accounts.byLogin(login);
    const auto right = desk.lobby.passwords.matches(account ? account->password_hash : std::string{}, password);
    if (!right) return right.error();
    if (!*right) {
        limiter.wrong(login, request.address, desk.clock.now());
        return Error{codes::kWrongCredentials, {}, {}};
    }
    limiter.right(login);
    return openSession(desk, request, *account);
}

Status logOut(Desk& desk, const Request& request) {
    const auto ended = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        if (auto end = desk.changes.accounts.keep_session.end(request.caller.session); !end) return end.error();
        return registers::Reply{204, {}};
    });
    if (!ended) return ended.error();
    desk.lobby.session_ends.fetch_add(1, std::memory_order_release);
    return kOk;
}

std::pair<std::string, std::string> sessionCookie(std::string_view token) {
    std::string value{kSessionCookie};
    value.append("=").append(token).append("; Path=/; Secure; HttpOnly; SameSite=Lax");
    if (token.empty()) value += "; Max-Age=0";
    return {"Set-Cookie", std::move(value)};
}

Status checkPassword(std::string_view username, std::string_view password) {
    const bool repeats_one = password.find_first_not_of(password.substr(0, 1)) == std::string_view::npos;
    const bool is_name = !username.empty() && lower(password).find(lower(username)) != std::string::npos;
    if (password.size() < 12 || password.size() > 256 || repeats_one || is_name)
        return Error{codes::kWeakPassword, "/password", "12 to 256 bytes, not one letter only, without the user name"};
    return kOk;
}

Result<registers::Id> openStaffAccount(Desk& desk, const Request& request, const NewStaff& staff) {
    if (auto strong = checkPassword(staff.username, staff.password); !strong) return strong.error();
    if (staff.role == people::Role::Family)
        return Error{ErrorCode::InvalidValue, "/role", "families register themselves"};
    auto hash = desk.lobby.passwords.hash(staff.password);
    if (!hash) return hash.error();
    const auto id = desk.ids.next();
    const people::Account account{id, staff.username, *std::move(hash), staff.role, id, staff.scope, desk.clock.now()};
    const auto opened = changeInSecret(desk, request, [&]() -> Result<registers::Reply> {
        if (auto done = desk.changes.accounts.open_account(account); !done) return done.error();
        return registers::Reply{201, {}};
    });
    if (!opened) return opened.error();
    return id;
}

}  // namespace buono::http
