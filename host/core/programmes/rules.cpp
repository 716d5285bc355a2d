#include "core/programmes/rules.hpp"

#include "core/register/codes.hpp"

namespace buono::programmes {
namespace {

constexpr std::string_view kProtocolForm = "INPS-ISEE-0000-00000000A-00";

bool fitsForm(char form, char c) {
    if (form == '0') return c >= '0' && c <= '9';
    if (form == 'A') return c >= 'A' && c <= 'Z';
    return form == c;
}

bool hasProtocolForm(std::string_view protocol) {
    if (protocol.size() != kProtocolForm.size()) return false;
    for (std::size_t i = 0; i < protocol.size(); ++i) {
        // The words INPS and ISEE are letters of the form themselves, not places for any letter.
        const bool is_word = i < 9;
        if (is_word ? protocol[i] != kProtocolForm[i] : !fitsForm(kProtocolForm[i], protocol[i])) return false;
    }
    return true;
}

// "/tax_code" of the person becomes "child_tax_code" of the row.
Error inColumn(Error error, std::string_view who) {
    error.field = std::string{who} + "_" + (error.field.empty() ? "tax_code" : error.field.substr(1));
    return error;
}

Status keepCode(people::Person& person, std::string_view who) {
    const auto code = people::checkPerson(person);
    if (!code) return inColumn(code.error(), who);
    person.tax_code = code->text();
    return kOk;
}

Status checkBorn(const people::Person& person, registers::Date day, const char* column) {
    if (person.born <= day) return kOk;
    return Error{ErrorCode::InvalidValue, column, "the birth date is in the future"};
}

Status checkBracket(const Claim& claim, const Call& call) {
    if (claim.bracket.empty())
        return Error{codes::kOverTheLimit, "bracket", "the limit is " + call.isee_max.text() + ", included"};
    if (!call.bracket(claim.bracket))
        return Error{codes::kBracketUnknown, "bracket",
                     "the brackets are " + call.brackets.front().code + " to " + call.brackets.back().code};
    return kOk;
}

}  // namespace

Status checkProtocol(std::string_view protocol, registers::Date day_sent) {
    if (!hasProtocolForm(protocol))
        return Error{codes::kProtocolInvalid, "isee_protocol", "the form is INPS-ISEE-YYYY-NNNNNNNNL-NN"};
    const auto year = std::to_string(static_cast<int>(day_sent.year()));
    if (protocol.substr(10, 4) != year)
        return Error{codes::kProtocolInvalid, "isee_protocol", "an attestation of " + year + " is needed"};
    return kOk;
}

Status checkWindow(const Call& call, registers::Date day_sent) {
    if (call.apply_from <= day_sent && day_sent <= call.apply_by) return kOk;
    return Error{
        codes::kWindowClosed,
        {},
        "applications are taken from " + registers::text(call.apply_from) + " to " + registers::text(call.apply_by)};
}

Status checkFamily(const Claim& claim, const Call& call, registers::Date day_sent) {
    if (claim.applicant.tax_code == claim.child.tax_code)
        return Error{codes::kApplicantIsChild, "child_tax_code", "the row has the same tax code twice"};
    if (auto born = checkBorn(claim.applicant, day_sent, "applicant_birth_date"); !born) return born;
    if (auto born = checkBorn(claim.child, day_sent, "child_birth_date"); !born) return born;
    if (registers::ageOn(claim.child.born, day_sent) >= call.child_age_below)
        return Error{
            codes::kChildTooOld, "child_birth_date",
            "on " + registers::text(day_sent) + " the child must not yet be " + std::to_string(call.child_age_below)};
    if (auto bracket = checkBracket(claim, call); !bracket) return bracket;
    return checkProtocol(claim.protocol, day_sent);
}

Result<Claim> checkClaim(Claim claim, const Call& call, registers::Date day_sent) {
    if (const auto kept = keepCode(claim.applicant, "applicant"); !kept) return kept.error();
    if (const auto kept = keepCode(claim.child, "child"); !kept) return kept.error();
    if (const auto family = checkFamily(claim, call, day_sent); !family) return family.error();
    if (const auto open = checkWindow(call, day_sent); !open) return open.error();
    return claim;
}

}  // namespace buono::programmes
