// Notary: signs where the journal ends, so that somebody outside can keep it and ask for it later.
//
// Who can change the database can rewrite a whole chain; they cannot sign another head that was already handed out.
// Any thread.
#pragma once

#include <string>

#include "core/ledger/rooms.hpp"

namespace buono::ledger {

class Notary {
public:
    virtual ~Notary() = default;
    /// A signed note (schemas/ledger/export.md) that names this head.
    virtual std::string note(const Head& head) const = 0;
    /// What verifies the notes of this city; it may be told to anyone.
    virtual const std::string& verifier() const = 0;
};

}  // namespace buono::ledger
