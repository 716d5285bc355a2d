// Apply: an adult applies for children of theirs, all at once or not at all.
//
// The rules are those of rules.hpp. A child somebody applied for already is refused with a neutral answer: who and
// when is another person's life. Writer's thread only.
#pragma once

#include <vector>

#include "core/people/notices.hpp"
#include "core/people/ports.hpp"
#include "core/programmes/ports.hpp"

namespace buono::programmes {

struct Request {
    Id programme;
    Id applicant;
    std::vector<Id> children;
    std::string bracket;  ///< Its code; "" declares an ISEE over the limit.
    std::string protocol;
    Responsibility responsibility = Responsibility::Shared;
    bool is_protected = false;
    bool is_declared = false;  ///< The declaration under DPR 445/2000 was read and made.
};

/// The rows an application touches.
struct Desk {
    const Programmes& programmes;
    const Rankings& rankings;
    Applications& applications;
    people::Persons& persons;
    people::Notices& notices;
};

class Apply {
public:
    Apply(Desk desk, const ledger::Book& book, const registers::Calendar& calendar, registers::Ids& ids)
        : desk_{desk}, book_{book}, calendar_{calendar}, ids_{ids} {}

    Result<std::vector<Application>> operator()(const Request& request, Instant now);

private:
    Status checkChild(const Request& request, const Call& call, std::size_t place, registers::Date today) const;

    Desk desk_;
    const ledger::Book& book_;
    const registers::Calendar& calendar_;
    registers::Ids& ids_;
};

/// Keeps applications that hold to every rule, and tells their applicants.
void keep(Desk& desk, std::span<const Application> applications, registers::Ids& ids);

}  // namespace buono::programmes
