// What a plugin's worker sends: frames, and the numbers and texts in them.
#include "adapters/plugins/frame.hpp"

#include "input.hpp"

namespace {

using namespace buono::plugins;

void readAsAnything(std::string_view steps, std::string_view payload) {
    Reader reader{payload};
    std::size_t taken = 0;
    for (const char step : steps) {
        switch (step & 3) {
            case 0: reader.number<std::uint8_t>(), taken += 1; break;
            case 1: reader.number<std::uint32_t>(), taken += 4; break;
            case 2: reader.number<std::int64_t>(), taken += 8; break;
            default: taken += 4 + reader.text(64).size(); break;
        }
        if (!reader.good()) return BUONO_CHECK(!reader.isWhole());
        BUONO_CHECK(taken <= payload.size() && reader.isWhole() == (taken == payload.size()));
    }
}

}  // namespace

FUZZ(text) {
    const auto steps = text.substr(0, buono::test::takeByte(text) % 16);
    Frame frame;
    std::size_t used = 0;
    while (parseFrame(text, frame, used) == Parsed::Whole) {
        BUONO_CHECK(used >= kHeadBytes && used <= text.size() && frame.payload.size() == used - kHeadBytes);
        readAsAnything(steps, frame.payload);
        text.remove_prefix(used);
    }
}
