#include "core/people/access.hpp"

#include "core/register/codes.hpp"

namespace buono::people {

Result<AccessCode> GiveAccessCode::operator()(const Id& person, std::string_view code, Instant now) {
    if (!persons_.find(person)) return Error{codes::kNotFound, {}, {}};
    if (accounts_.byPerson(person)) return Error{codes::kAccountExists, {}, {}};
    const AccessCode access{person, {now.us + kAccessCodeLife_us}};
    codes_.put(access, code);
    return access;
}

}  // namespace buono::people
