// What welfare lets others reach: reads anywhere, changes on the writer's thread only. Imports of credits go through
// registers::ImportKind (credit_import.hpp).
#pragma once

namespace buono::welfare {

class Employers;
class Plans;
class Credits;
class RegisterEmployer;
class OpenPlan;

struct Views {
    const Employers& employers;
    const Plans& plans;
    const Credits& credits;
};

struct Changes {
    RegisterEmployer& register_employer;
    OpenPlan& open_plan;
};

}  // namespace buono::welfare
