// RegisterFamily: a person opens their own account. AddChild: they declare a child they are responsible for.
//
// A refusal that would tell a stranger about somebody's life (that they are known here, have an account, have another
// parent's child) is the same neutral one for every such reason; its remedy is a desk. Whether a child is young enough
// is the call's business. Writer's thread only.
#pragma once

#include <string>

#include "core/people/accounts.hpp"
#include "core/people/ports.hpp"

namespace buono::people {

inline constexpr int kAccountAgeMin = 14;  ///< Consent to digital services: D.Lgs. 196/2003 art. 2-quinquies.
inline constexpr std::size_t kChildrenMax = 20;

struct NewFamily {
    Person person;            ///< With an id of its own, used when nobody has this tax code.
    Account account;          ///< `person` and `role` are set here.
    std::string access_code;  ///< As typed; empty without one.
};

class RegisterFamily {
public:
    struct Rows {
        Persons& persons;
        AccessCodes& access_codes;
        const AccountsView& accounts;
    };

    RegisterFamily(Rows rows, OpenAccount& open_account) : rows_{rows}, open_account_{open_account} {}

    /// Answers the person's id. A person the city knows already needs the code it handed out; their names stay as
    /// the city has them.
    Result<Id> operator()(const NewFamily& family, Date today, Instant now);

private:
    Result<Id> claim(const Id& known, const NewFamily& family, Instant now) const;

    Rows rows_;
    OpenAccount& open_account_;
};

class AddChild {
public:
    AddChild(Persons& persons, const AccountsView& accounts) : persons_{persons}, accounts_{accounts} {}

    /// Answers the child's id. A child known already is linked when its data are the same; adding it again is no error.
    Result<Id> operator()(const Id& adult, const Person& child, Date today);

private:
    Result<Id> link(const Id& adult, const Id& known, const Person& child);

    Persons& persons_;
    const AccountsView& accounts_;
};

}  // namespace buono::people
