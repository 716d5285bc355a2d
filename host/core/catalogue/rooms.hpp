// What catalogue lets others reach: reads anywhere, changes on the writer's thread only.
#pragma once

namespace buono::catalogue {

class Enti;
class Services;
class Places;
class Showcase;
class Load;

struct Views {
    const Enti& enti;
    const Services& services;
    const Places& places;
    const Showcase& showcase;
};

struct Changes {
    Load& load;
};

}  // namespace buono::catalogue
