#include "core/welfare/employer.hpp"

#include "core/catalogue/iban.hpp"
#include "core/catalogue/tax_id.hpp"
#include "core/register/codes.hpp"
#include "core/welfare/ports.hpp"

namespace buono::welfare {
namespace {

constexpr std::size_t kNameBytesMax = 140;
constexpr std::size_t kHolderBytesMax = 70;  // What a payment file has room for.

Status bounded(const std::string& text, std::size_t bytes_max, const char* field) {
    if (text.empty()) return Error{ErrorCode::MissingMember, field, "must not be empty"};
    if (text.size() > bytes_max)
        return Error{ErrorCode::TooLarge, field, "has at most " + std::to_string(bytes_max) + " bytes"};
    return kOk;
}

Status check(const Employer& draft) {
    if (auto name = bounded(draft.name, kNameBytesMax, "/name"); !name) return name;
    if (const auto id = catalogue::checkTaxId(draft.tax_id); !id)
        return Error{id.error().code, "/tax_id", id.error().detail};
    if (const auto iban = catalogue::checkIban(draft.iban); !iban)
        return Error{iban.error().code, "/iban", iban.error().detail};
    return bounded(draft.holder, kHolderBytesMax, "/holder");
}

}  // namespace

Result<Employer> RegisterEmployer::operator()(Employer draft) {
    if (const auto form = check(draft); !form) return form.error();
    if (rows_.byTaxId(draft.tax_id)) return Error{codes::kEmployerExists, "/tax_id", {}};
    draft.id = ids_.next();
    rows_.add(draft);
    return draft;
}

}  // namespace buono::welfare
