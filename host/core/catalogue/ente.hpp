// Ente: a co-operative, association or company that the city accredited to provide services.
//
// A value as rows keep it. The bank account and its holder are for settlement, and for whoever pays it by bank
// transfer: no public answer carries them.
#pragma once

#include <string>

#include "core/register/id.hpp"

namespace buono::catalogue {

using registers::Id;

struct Ente {
    Id id;
    std::string slug;  ///< [a-z0-9-]{2,64}: names it for ever in documents and addresses of pages.
    std::string name;
    std::string tax_id;  ///< 11 digits with their check digit.
    std::string iban;
    std::string holder;    ///< Of the bank account, as the bank knows it.
    std::string provider;  ///< Plugin of its own booking system; empty for none.
    bool accredited = true;
    bool sample = false;  ///< Invented: shown as such everywhere.

    bool operator==(const Ente&) const = default;
};

}  // namespace buono::catalogue
