#include "core/programmes/application.hpp"

namespace buono::programmes {

std::string_view word(ApplicationState state) {
    switch (state) {
        case ApplicationState::Draft: return "draft";
        case ApplicationState::Submitted: return "submitted";
        case ApplicationState::UnderReview: return "under_review";
        case ApplicationState::Eligible: return "eligible";
        case ApplicationState::Refused: return "refused";
        case ApplicationState::Ranked: return "ranked";
        case ApplicationState::Awarded: return "awarded";
        case ApplicationState::Waitlisted: return "waitlisted";
    }
    return {};
}

std::string_view word(Evidence evidence) {
    switch (evidence) {
        case Evidence::Declared: return "declared";
        case Evidence::Verified: return "verified";
        case Evidence::Missing: return "missing";
    }
    return {};
}

std::string_view word(Responsibility responsibility) {
    switch (responsibility) {
        case Responsibility::Shared: return "shared";
        case Responsibility::Exclusive: return "exclusive";
        case Responsibility::Guardian: return "guardian";
    }
    return {};
}

}  // namespace buono::programmes
