// Failure: what a connection does when the database does not do what was asked.
//
// On the writing connection nobody knows any more what is durable: the process ends with 70, restarts, and clients ask
// again with their keys. A reading connection throws StoreDown: its request alone fails.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "adapters/store/database.hpp"
#include "core/register/codes.hpp"

namespace buono::store {

inline constexpr int kExitDamage = 70;

/// What a file could not be opened or made for: a disk that fails or has no room may do it after a restart (70);
/// anything else wants a person (78).
inline ErrorCode codeOfFile(int error) {
    const bool outage =
        error == EIO || error == ENOSPC || error == EDQUOT || error == ENOMEM || error == EMFILE || error == ENFILE;
    return outage ? codes::kInternalError : ErrorCode::InvalidValue;
}

[[noreturn]] inline void fail(Mode mode, const std::string& why) {
    if (mode == Mode::Reading) throw StoreDown{why};
    // Not exit(): destructors of a half-done change must not run.
    std::fprintf(stderr, "buono: the store failed and the process ends: %s\n", why.c_str());
    std::fflush(stderr);
    std::_Exit(kExitDamage);
}

}  // namespace buono::store
