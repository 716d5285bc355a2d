// Announcing: tells the family in the people room's notices what happened to their purchase or code.
//
// One notice a change, in that change. It names the purchase and the kind of news; no amount, no ente, no child.
// Writer's thread only.
#pragma once

#include "core/people/notices.hpp"
#include "core/purchases/ports.hpp"
#include "core/register/time.hpp"

namespace buono::purchases {

class Announcing final : public Announcements {
public:
    Announcing(people::Notices& notices, registers::Ids& ids, registers::Clock& clock)
        : notices_{notices}, ids_{ids}, clock_{clock} {}

    /// Says nothing of a purchase that only waits, or whose last change was a redemption.
    void purchase(const Purchase& purchase) override;
    void redemption(const Id& holder, const Redemption& redemption) override;

private:
    void tell(const Id& person, std::string_view kind, const Id& subject);

    people::Notices& notices_;
    registers::Ids& ids_;
    registers::Clock& clock_;
};

}  // namespace buono::purchases
