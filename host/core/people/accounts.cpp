#include "core/people/accounts.hpp"

#include "core/register/codes.hpp"

namespace buono::people {
namespace {

constexpr std::int64_t kMinute_us = 60'000'000;

bool isLoginCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '@' || c == '-';
}

bool hasScope(Role role) { return role == Role::Ente || role == Role::Employer || role == Role::SpaceOperator; }

}  // namespace

SessionLife sessionLife(Role role) {
    if (role == Role::Family) return {60 * kMinute_us, 12 * 60 * kMinute_us};
    return {15 * kMinute_us, 8 * 60 * kMinute_us};
}

bool isAlive(const Session& session, registers::Instant now) {
    return now < session.expires && now.us - session.last_seen.us < sessionLife(session.role).idle_us;
}

Status checkLogin(std::string_view login) {
    bool good = login.size() >= 3 && login.size() <= 64;
    for (const char c : login) good = good && isLoginCharacter(c);
    if (!good)
        return Error{ErrorCode::InvalidValue, "/username", "3 to 64 of a-z, 0-9, point, underscore, at and hyphen"};
    return kOk;
}

Status OpenAccount::operator()(const Account& account) {
    if (auto login = checkLogin(account.login); !login) return login;
    if (account.role == Role::Anyone) return Error{ErrorCode::InvalidValue, "/role", "an account has a role"};
    if (hasScope(account.role) == account.scope.isNil())
        return Error{ErrorCode::InvalidValue, "/scope",
                     "ente, employer and space_operator have a scope, the others none"};
    if (rows_.byLogin(account.login)) return Error{codes::kLoginTaken, "/username", "choose another user name"};
    if (rows_.byPerson(account.person)) return Error{codes::kAccountExists, {}, "this person has an account already"};
    // Past this line the account must be kept.
    rows_.add(account);
    return kOk;
}

Result<Session> OpenSession::operator()(const Account& account, registers::Id id, const registers::Sha256& token_hash,
                                        registers::Instant now) {
    const registers::Instant expires{now.us + sessionLife(account.role).absolute_us};
    const Session session{id, token_hash, account.id, account.role, account.person, account.scope, now, now, expires};
    rows_.endExpired(now);
    rows_.add(session);
    return session;
}

Status KeepSession::seen(registers::Id session, registers::Instant now) {
    rows_.touch(session, now);
    return kOk;
}

Status KeepSession::end(registers::Id session) {
    rows_.end(session);
    return kOk;
}

}  // namespace buono::people
