// Accounts and sessions: who may log in here, in which role, and who is logged in now.
//
// Knows password hashes and token hashes as opaque values: passwords and tokens never enter the core. The two ports
// are implemented on rows; AccountsView reads on a reader's or the writer's connection, AccountRows writes on the
// writer's only. The use cases run inside Register::once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "core/people/caller.hpp"
#include "core/register/id.hpp"
#include "core/register/register.hpp"
#include "core/register/time.hpp"

namespace buono::people {

struct Account {
    registers::Id id;
    std::string login;          ///< Lower-case; 3-64 of a-z 0-9 . _ @ -
    std::string password_hash;  ///< As the password adapter wrote it.
    Role role = Role::Anyone;
    registers::Id person;  ///< A family's person; staff stand for themselves: the account's own id.
    registers::Id scope;   ///< Ente, employer or space; nil for the others.
    registers::Instant opened;
};

struct Session {
    registers::Id id;
    registers::Sha256 token_hash{};
    registers::Id account;
    Role role = Role::Anyone;
    registers::Id person;
    registers::Id scope;
    registers::Instant opened;
    registers::Instant last_seen;  ///< Written at most once a minute.
    registers::Instant expires;    ///< Absolute: nobody stays longer.

    Caller caller() const { return {role, person, scope, id}; }
};

/// How long a session lives. Staff see other people's data and are asked to log in again sooner.
struct SessionLife {
    std::int64_t idle_us;
    std::int64_t absolute_us;
};
SessionLife sessionLife(Role role);

/// True when the session may still be used.
bool isAlive(const Session& session, registers::Instant now);

class AccountsView {
public:
    virtual ~AccountsView() = default;
    virtual std::optional<Account> byLogin(std::string_view login) const = 0;
    virtual std::optional<Account> byPerson(registers::Id person) const = 0;
    virtual std::optional<Session> session(const registers::Sha256& token_hash) const = 0;
};

class AccountRows : public AccountsView {
public:
    virtual void add(const Account& account) = 0;
    virtual void add(const Session& session) = 0;
    virtual void touch(registers::Id session, registers::Instant now) = 0;
    virtual void end(registers::Id session) = 0;
    virtual void endExpired(registers::Instant before) = 0;  ///< Sessions whose absolute end is past.
};

/// The form every login name has; InvalidValue otherwise.
Status checkLogin(std::string_view login);

/// Opens an account: one per login name, one per person, and a scope exactly where the role has one.
class OpenAccount {
public:
    explicit OpenAccount(AccountRows& rows) : rows_{rows} {}
    Status operator()(const Account& account);

private:
    AccountRows& rows_;
};

class OpenSession {
public:
    explicit OpenSession(AccountRows& rows) : rows_{rows} {}
    /// @param account as it was read when its password was verified.
    Result<Session> operator()(const Account& account, registers::Id id, const registers::Sha256& token_hash,
                               registers::Instant now);

private:
    AccountRows& rows_;
};

class KeepSession {
public:
    explicit KeepSession(AccountRows& rows) : rows_{rows} {}
    /// Remembers that the session was used. A session that ended meanwhile stays ended.
    Status seen(registers::Id session, registers::Instant now);
    Status end(registers::Id session);

private:
    AccountRows& rows_;
};

/// What the desk's writer side offers.
struct AccountChanges {
    OpenAccount& open_account;
    OpenSession& open_session;
    KeepSession& keep_session;
};

}  // namespace buono::people
