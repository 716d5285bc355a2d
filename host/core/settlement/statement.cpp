#include "core/settlement/statement.hpp"

namespace buono::settlement {

std::string reference(const Id& id) {
    auto signs = id.text().substr(28);
    for (auto& c : signs) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    return signs;
}

std::string remittance(const Settlement& settlement, const Payout& payout) {
    constexpr std::size_t kLongest = 140;
    auto text = payout.cup.empty() ? std::string{} : "CUP " + payout.cup + " ";
    text += "liquidazione " + std::to_string(settlement.number) + " rendiconto " + reference(payout.id);
    BUONO_CHECK(text.size() <= kLongest);
    return text;
}

}  // namespace buono::settlement
