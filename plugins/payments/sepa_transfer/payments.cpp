#include "payments.hpp"

#include <array>
#include <charconv>
#include <sstream>

#include "reference.hpp"

namespace sepa {

Payment Payments::of(std::string_view operation) const {
    for (int turn = 0;; ++turn) {
        auto payment = under(referenceOf(operation, turn));
        if (payment.state.empty()) payment.operation = operation;
        if (payment.operation == operation) return payment;
    }
}

Payment Payments::under(const std::string& reference) const {
    const auto kept = host_.kept("rf/" + reference);
    Payment payment;
    payment.reference = reference;
    payment.version = kept.version;
    std::istringstream in{kept.value};
    std::string amount;
    for (auto* field :
         {&payment.state, &amount, &payment.currency, &payment.operation, &payment.ente, &payment.entry, &payment.back})
        std::getline(in, *field);
    std::from_chars(amount.data(), amount.data() + amount.size(), payment.amount_minor);
    return payment;
}

bool Payments::keep(const Payment& payment) const {
    const auto lines = payment.state + "\n" + std::to_string(payment.amount_minor) + "\n" + payment.currency + "\n" +
                       payment.operation + "\n" + payment.ente + "\n" + payment.entry + "\n" + payment.back;
    return host_.keep("rf/" + payment.reference, lines, payment.version);
}

}  // namespace sepa
