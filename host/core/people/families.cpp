#include "core/people/families.hpp"

#include <algorithm>

#include "core/people/code.hpp"
#include "core/register/codes.hpp"

namespace buono::people {
namespace {

constexpr std::size_t kAccessCodeSymbols = kAccessCodeBytes / 5 * 8;

// One answer for every reason that is somebody else's life.
Error registrationRefused() { return {codes::kRegistrationRefused, {}, {}}; }
Error childRefused() { return {codes::kChildRefused, {}, {}}; }

Status checkAge(const Person& person, Date today) {
    if (person.born > today) return Error{ErrorCode::InvalidValue, "/birth_date", "a day that has been"};
    if (registers::ageOn(person.born, today) < kAccountAgeMin)
        return Error{ErrorCode::InvalidValue, "/birth_date", "under 14 a parent registers"};
    return kOk;
}

}  // namespace

Result<Id> RegisterFamily::operator()(const NewFamily& family, Date today, Instant now) {
    const auto code = checkPerson(family.person);
    if (!code) return code.error();
    if (auto age = checkAge(family.person, today); !age) return age.error();
    const auto known = rows_.persons.byTaxCode(code->text());
    auto person = family.person;
    person.tax_code = code->text();
    if (!known && !family.access_code.empty()) return registrationRefused();
    if (known) {
        const auto claimed = claim(*known, family, now);
        if (!claimed) return claimed.error();
        person.id = *claimed;
    }
    auto account = family.account;
    account.role = Role::Family;
    account.person = person.id;
    if (auto opened = open_account_(account); !opened) return opened.error();
    // Past this line the registration must be kept.
    if (known) {
        rows_.access_codes.remove(*known);
    } else {
        rows_.persons.add(person);
    }
    return person.id;
}

Result<Id> RegisterFamily::claim(const Id& known, const NewFamily& family, Instant now) const {
    const auto code = readHandedCode(family.access_code, kAccessCodeSymbols);
    const auto access = code ? rows_.access_codes.find(*code) : std::nullopt;
    if (!access || access->person != known || access->expires <= now) return registrationRefused();
    const auto person = rows_.persons.find(known);
    if (!person || person->born != family.person.born) return registrationRefused();
    if (rows_.accounts.byPerson(known)) return registrationRefused();
    return known;
}

Result<Id> AddChild::operator()(const Id& adult_id, const Person& declared, Date today) {
    const auto code = checkPerson(declared);
    if (!code) return code.error();
    if (declared.born > today) return Error{ErrorCode::InvalidValue, "/birth_date", "a day that has been"};
    const auto adult = persons_.find(adult_id);
    if (!adult) return Error{codes::kNotFound, {}, {}};
    if (declared.born <= adult->born)
        return Error{ErrorCode::InvalidValue, "/birth_date", "a child is younger than you"};
    const auto children = persons_.childrenOf(adult_id);
    auto child = declared;
    child.tax_code = code->text();
    if (const auto known = persons_.byTaxCode(code->text())) return link(adult_id, *known, child);
    if (children.size() >= kChildrenMax) return Error{codes::kTooManyChildren, {}, {}};
    persons_.add(child);
    persons_.addChild(adult_id, child.id);
    return child.id;
}

Result<Id> AddChild::link(const Id& adult, const Id& known, const Person& child) {
    const auto person = persons_.find(known);
    if (!person || !sameData(*person, child)) return childRefused();
    if (persons_.isResponsibleFor(adult, known)) return known;
    if (accounts_.byPerson(known)) return childRefused();  // Who has an account speaks for themselves.
    if (persons_.childrenOf(adult).size() >= kChildrenMax) return Error{codes::kTooManyChildren, {}, {}};
    persons_.addChild(adult, known);
    return known;
}

}  // namespace buono::people
