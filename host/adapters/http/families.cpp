#include "adapters/http/families.hpp"

#include "adapters/http/json_writer.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/log_in.hpp"
#include "core/people/families.hpp"
#include "core/people/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// A ticket that says nothing of the request but `visible`.
registers::Ticket discreetTicket(Desk& desk, const Request& request, std::string_view key, std::string_view visible) {
    std::string asked{request.operation};
    asked.append("\n").append(visible);
    return {request.caller.actor(), key.empty() ? desk.ids.next().text() : std::string{key}, desk.digest.sha256(asked),
            std::string{request.operation}};
}

/// The account that an earlier request under this key opened is the one this request asks for.
Result<bool> isRepeat(Desk& desk, const Registration& registration, const std::string& login) {
    const auto account = desk.views.accounts.byLogin(login);
    if (!account) return false;
    const auto person = desk.views.people.persons.find(account->person);
    const auto code = people::TaxCode::parse(registration.person.tax_code);
    const bool same = person && code && person->tax_code == code->text() && person->born == registration.person.born;
    if (!same) return false;
    return desk.lobby.passwords.matches(account->password_hash, registration.password);
}

/// Kept for ever under its key: nothing in it but the id.
std::string idReply(const registers::Id& id, std::uint64_t seq) {
    json::Writer out;
    out.beginObject().member("id", id).member("seq", seq).endObject();
    return out.take();
}

}  // namespace

Result<registers::Reply> registerFamily(Desk& desk, const Request& request, const Registration& registration,
                                        std::string_view key) {
    const auto login = lower(registration.username);
    if (auto named = people::checkLogin(login); !named) return named.error();
    if (auto strong = checkPassword(login, registration.password); !strong) return strong.error();
    const auto code = people::checkPerson(registration.person);
    if (!code) return code.error();
    // Log-in names have small letters only: the two kinds of count never meet.
    auto& limiter = desk.lobby.logins;
    if (!limiter.mayTry(code->text(), request.address, desk.clock.now())) return Error{codes::kTooManyRequests, {}, {}};
    auto hash = desk.lobby.passwords.hash(registration.password);
    if (!hash) return hash.error();

    people::NewFamily family{registration.person, {}, registration.access_code};
    family.person.id = desk.ids.next();
    family.account.id = desk.ids.next();
    family.account.login = login;
    family.account.password_hash = *std::move(hash);
    bool made = false;
    const auto reply = desk.registry.once(discreetTicket(desk, request, key, login), [&]() -> Result<registers::Reply> {
        const auto now = desk.clock.now();
        made = true;
        family.account.opened = now;
        const auto id = desk.changes.people.register_family(family, desk.calendar.dateOf(now), now);
        if (!id) return id.error();
        return registers::Reply{201, idReply(*id, request.as_of)};
    });
    if (!reply && reply.error().code == codes::kRegistrationRefused)
        limiter.wrong(code->text(), request.address, desk.clock.now());
    if (!reply || made) return reply;
    const auto repeat = isRepeat(desk, registration, login);
    if (!repeat) return repeat.error();
    return *repeat ? reply : Result<registers::Reply>{Error{codes::kKeyReused, {}, {}}};
}

Result<registers::Reply> addChild(Desk& desk, const Request& request, people::Person child, std::string_view key) {
    const auto code = people::checkPerson(child);
    if (!code) return code.error();
    child.id = desk.ids.next();
    const auto& adult = request.caller.person;
    bool made = false;
    const auto reply = desk.registry.once(discreetTicket(desk, request, key, {}), [&]() -> Result<registers::Reply> {
        made = true;
        const auto id = desk.changes.people.add_child(adult, child, desk.calendar.dateOf(desk.clock.now()));
        if (!id) return id.error();
        return registers::Reply{201, idReply(*id, request.as_of)};
    });
    if (!reply || made) return reply;
    const auto known = desk.views.people.persons.byTaxCode(code->text());
    const bool repeat = known && reply->body.starts_with("{\"id\":\"" + known->text() + "\"");
    return repeat ? reply : Result<registers::Reply>{Error{codes::kKeyReused, {}, {}}};
}

}  // namespace buono::http
