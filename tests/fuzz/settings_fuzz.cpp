// The TOML of an installation.
#include "adapters/settings/settings.hpp"

#include "input.hpp"

FUZZ(text) {
    const auto settings = buono::settings::read(text);
    if (!settings) return BUONO_CHECK(!settings.error().detail.empty());
    BUONO_CHECK(settings->port >= 0 && settings->port <= 65'535 && settings->handlers >= 1 && settings->handlers <= 64);
    BUONO_CHECK(settings->plugin_deadline_ms >= 100 && settings->till_hours >= 1 &&
                settings->paying_agent.size() <= 70);
}
