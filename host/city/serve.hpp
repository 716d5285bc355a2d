// serve(), createCity(), examine(): the three things that open the database themselves, each an exit code of cli::Exit.
#pragma once

#include <iosfwd>
#include <string>

#include "adapters/settings/settings.hpp"

namespace buono::city {

/// Serves until SIGTERM or SIGINT, then answers what is in flight, finishes what is queued, and returns.
int serve(const settings::Settings& settings, std::ostream& out);

/// Creates the database or brings it to this version; with a name, also a city manager whose password is in
/// BUONO_PASSWORD. A manager who exists already is left alone.
int migrate(const settings::Settings& settings, const std::string& manager, std::ostream& out);

/// Says what is wrong with an installation whose host does not run, and what to do.
int examine(const settings::Settings& settings, std::ostream& out);

}  // namespace buono::city
