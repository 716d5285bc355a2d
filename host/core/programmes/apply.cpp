#include "core/programmes/apply.hpp"

#include <algorithm>

#include "core/programmes/rules.hpp"
#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

// The rules speak of columns of a file; here the faulty member is named.
Error inRequest(Error error, std::size_t child) {
    if (error.field == "bracket" || error.field == "isee_protocol")
        error.field.insert(0, "/");
    else if (!error.field.empty())
        error.field = "/children/" + std::to_string(child);
    return error;
}

Error notPossible(std::size_t child) {
    return {codes::kApplicationNotPossible, "/children/" + std::to_string(child), {}};
}

}  // namespace

Status Apply::checkChild(const Request& request, const Call& call, std::size_t place, registers::Date today) const {
    const auto& id = request.children[place];
    const auto applicant = desk_.persons.find(request.applicant);
    const auto child = desk_.persons.isResponsibleFor(request.applicant, id) ? desk_.persons.find(id) : std::nullopt;
    if (!applicant || !child) return Error{codes::kNotFound, {}, {}};
    if (const auto family = checkFamily({*applicant, *child, request.bracket, request.protocol}, call, today); !family)
        return inRequest(family.error(), place);
    if (auto open = checkWindow(call, today); !open) return open;
    const auto first = std::find(request.children.begin(), request.children.end(), id) - request.children.begin();
    if (static_cast<std::size_t>(first) != place)
        return Error{ErrorCode::InvalidValue, "/children/" + std::to_string(place), "this child stands twice"};
    if (desk_.applications.isApplied(request.programme, id)) return notPossible(place);
    return kOk;
}

Result<std::vector<Application>> Apply::operator()(const Request& request, Instant now) {
    if (!request.is_declared) return Error{codes::kDeclarationMissing, "/declaration", "it must be true"};
    const auto programme = desk_.programmes.find(request.programme);
    if (!programme) return Error{codes::kNotFound, {}, {}};
    if (request.children.empty()) return Error{ErrorCode::MissingMember, "/children", "name at least one child"};
    const auto today = calendar_.dateOf(now);
    for (std::size_t i = 0; i < request.children.size(); ++i)
        if (const auto fits = checkChild(request, programme->call, i, today); !fits) return fits.error();
    if (desk_.rankings.ofProgramme(request.programme)) return Error{codes::kAlreadyRanked, {}, {}};

    const auto bracket = static_cast<int>(*programme->call.bracket(request.bracket));
    std::vector<Application> applications;
    for (const auto& child : request.children)
        applications.push_back({.id = ids_.next(),
                                .programme = request.programme,
                                .applicant = request.applicant,
                                .child = child,
                                .bracket = bracket,
                                .protocol = request.protocol,
                                .responsibility = request.responsibility,
                                .is_protected = request.is_protected,
                                .at = now,
                                .seq = book_.seq()});
    keep(desk_, applications, ids_);
    return applications;
}

void keep(Desk& desk, std::span<const Application> applications, registers::Ids& ids) {
    desk.applications.add(applications);
    std::vector<people::Notice> notices;
    for (const auto& application : applications) {
        if (application.is_protected) continue;
        notices.push_back({ids.next(), application.applicant, std::string{people::notice::kApplicationReceived},
                           application.id, application.at});
    }
    desk.notices.addAll(notices);
}

}  // namespace buono::programmes
