// Offers: the port through which a room offers what it issued to be spent. programmes offers vouchers, welfare
// offers credits; purchases spends whatever is offered and knows neither.
//
// Used on the thread of the connection behind it.
#pragma once

#include <optional>
#include <vector>

#include "core/instruments/instrument.hpp"

namespace buono::instruments {

class Offers {
public:
    virtual ~Offers() = default;
    /// Everything `holder` may spend for anybody, in whatever state of use; `left` need not be filled.
    virtual std::vector<Instrument> of(const registers::Id& holder) const = 0;
    /// One instrument by its id; nothing when this room never issued it.
    virtual std::optional<Instrument> instrument(const registers::Id& id) const = 0;
};

}  // namespace buono::instruments
