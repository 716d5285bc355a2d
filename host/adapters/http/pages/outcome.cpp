#include "adapters/http/pages/outcome.hpp"

#include <array>
#include <utility>

namespace buono::http::pages {
namespace {

// SAY marks a text for check_strings.py; it is translated where it is said.
#define SAY(text) text
using Outcome = std::pair<std::string_view, const char*>;
constexpr auto kOutcomes = std::to_array<Outcome>({
    {"comprato", SAY("Bought. Show the code to the provider when you go.")},
    {"annullato", SAY("Cancelled. Your voucher and credit are back in your wallet.")},
    {"nuovo-codice", SAY("Here is the new code. The old one no longer works.")},
    {"riscosso", SAY("Redeemed. The amount is in your next statement.")},
    {"in-attesa", SAY("Your own system is being asked. The redemption ends by itself.")},
    {"ricevuta", SAY("Receipt recorded. The purchase is confirmed as soon as the payment method answers.")},
    {"registrato", SAY("You are registered.")},
    {"figlio", SAY("The child is among yours.")},
    {"fine-aiuto", SAY("Ended. Nothing of the person is shown any more.")},
    {"piano", SAY("The plan is open. Credit your people with a file.")},
    {"accreditati", SAY("Credited. Each person has been told.")},
    {"pagato", SAY("Approved. Download the file and give it to your bank: it pays, Buono does not.")},
    {"graduatoria", SAY("Ranked. The order is frozen from now on.")},
    {"assegnato", SAY("Awarded. The families are told at once.")},
    {"importato", SAY("Confirmed. The applications are in the call.")},
    {"scartato", SAY("Discarded. Nothing was written.")},
    {"proposto", SAY("Proposed. Another person must approve it.")},
    {"approvato", SAY("Approved. Download the file for the bank.")},
    {"annullata", SAY("Cancelled. What was due may be proposed again.")},
    {"uscita", SAY("You are logged out.")},
    {"fatto", SAY("Done.")},
});
#undef SAY

}  // namespace

const char* outcomeText(std::string_view word) {
    for (const auto& [name, text] : kOutcomes)
        if (name == word) return text;
    return nullptr;
}

}  // namespace buono::http::pages
