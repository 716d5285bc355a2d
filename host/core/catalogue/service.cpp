#include "core/catalogue/service.hpp"

#include <buono/check.hpp>

namespace buono::catalogue {

std::string_view word(WelfareCategory category) {
    switch (category) {
        case WelfareCategory::Other: return "other";
        case WelfareCategory::Sport: return "sport";
        case WelfareCategory::Education: return "education";
        case WelfareCategory::PlayCentre: return "play_centre";
        case WelfareCategory::Care: return "care";
        case WelfareCategory::Culture: return "culture";
    }
    BUONO_CHECK(!"a welfare category of the list");
    return {};
}

}  // namespace buono::catalogue
