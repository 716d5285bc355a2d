#include "adapters/store/accounts_rows.hpp"

namespace buono::store {
namespace {

people::Account accountOf(const Row& row) {
    return {row.id(0),
            std::string{row.text(1)},
            std::string{row.text(2)},
            static_cast<people::Role>(row.number(3)),
            row.id(4),
            row.id(5),
            row.instant(6)};
}

people::Session sessionOf(const Row& row) {
    return {row.id(0),     row.hash(1), row.id(2),      static_cast<people::Role>(row.number(3)),
            row.id(4),     row.id(5),   row.instant(6), row.instant(7),
            row.instant(8)};
}

}  // namespace

std::optional<people::Account> AccountsRows::byLogin(std::string_view login) const {
    std::optional<people::Account> found;
    connection_.rows(
        "SELECT id, login, password_hash, role, person, scope, opened_us FROM account WHERE login = $1",
        [&](const Row& row) { found = accountOf(row); }, login);
    return found;
}

std::optional<people::Account> AccountsRows::byPerson(registers::Id person) const {
    std::optional<people::Account> found;
    connection_.rows(
        "SELECT id, login, password_hash, role, person, scope, opened_us FROM account WHERE person = $1",
        [&](const Row& row) { found = accountOf(row); }, person);
    return found;
}

std::optional<people::Session> AccountsRows::session(const registers::Sha256& token_hash) const {
    std::optional<people::Session> found;
    connection_.rows(
        "SELECT id, token_hash, account, role, person, scope, opened_us, seen_us, expires_us FROM session "
        "WHERE token_hash = $1",
        [&](const Row& row) { found = sessionOf(row); }, token_hash);
    return found;
}

void AccountsRows::add(const people::Account& a) {
    connection_.run(
        "INSERT INTO account (id, login, password_hash, role, person, scope, opened_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        a.id, a.login, a.password_hash, static_cast<int>(a.role), a.person, a.scope, a.opened);
}

void AccountsRows::add(const people::Session& s) {
    connection_.run(
        "INSERT INTO session (id, token_hash, account, role, person, scope, opened_us, seen_us, expires_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        s.id, s.token_hash, s.account, static_cast<int>(s.role), s.person, s.scope, s.opened, s.last_seen, s.expires);
}

void AccountsRows::touch(registers::Id session, registers::Instant now) {
    connection_.run("UPDATE session SET seen_us = $2 WHERE id = $1", session, now);
}

void AccountsRows::end(registers::Id session) { connection_.run("DELETE FROM session WHERE id = $1", session); }

void AccountsRows::endExpired(registers::Instant before) {
    connection_.run("DELETE FROM session WHERE expires_us <= $1", before);
}

}  // namespace buono::store
