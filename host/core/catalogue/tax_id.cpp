#include "core/catalogue/tax_id.hpp"

#include <algorithm>
#include <cstddef>

namespace buono::catalogue {

Status checkTaxId(std::string_view tax_id) {
    const Error wrong{ErrorCode::InvalidValue, {}, "a tax id has 11 digits, the last of which checks the others"};
    const bool digits = std::all_of(tax_id.begin(), tax_id.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (tax_id.size() != 11 || !digits || tax_id == "00000000000") return wrong;
    int sum = 0;
    for (std::size_t i = 0; i < tax_id.size(); ++i) {
        const int digit = tax_id[i] - '0';
        const int weighed = i % 2 == 0 ? digit : 2 * digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0 ? kOk : Status{wrong};
}

}  // namespace buono::catalogue
