// Failure: what a connection does when the database does not do what was asked.
//
// On the writing connection nobody knows any more what is durable: the process ends with 70, restarts, and clients ask
// again with their keys. A reading connection throws StoreDown: its request alone fails.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "adapters/store/database.hpp"

namespace buono::store {

inline constexpr int kExitDamage = 70;

[[noreturn]] inline void fail(Mode mode, const std::string& why) {
    if (mode == Mode::Reading) throw StoreDown{why};
    // Not exit(): destructors of a half-done change must not run.
    std::fprintf(stderr, "buono: the store failed and the process ends: %s\n", why.c_str());
    std::fflush(stderr);
    std::_Exit(kExitDamage);
}

}  // namespace buono::store
