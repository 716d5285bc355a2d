// What people lets others reach: reads anywhere, changes on the writer's thread only. (Log-in and sessions have their
// own pair in accounts.hpp.)
#pragma once

namespace buono::people {

class Persons;
class Notices;
class Assistances;
class RegisterFamily;
class AddChild;
class GiveAccessCode;
class GiveAssistanceCode;
class OpenAssistance;
class EndAssistance;

struct Views {
    const Persons& persons;
    const Notices& notices;
    const Assistances& assistances;
};

struct Changes {
    RegisterFamily& register_family;
    AddChild& add_child;
    GiveAccessCode& give_access_code;
    GiveAssistanceCode& give_assistance_code;
    OpenAssistance& open_assistance;
    EndAssistance& end_assistance;
    Notices& notices;
};

}  // namespace buono::people
