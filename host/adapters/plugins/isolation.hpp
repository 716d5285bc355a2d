// Isolation: what stands between one plugin and the machine it runs on. Shared by host and worker.
//
// The worker says which locks it has shut before the first byte of the plugin runs, so a plugin cannot say it for it.
// Levels are ordered; each holds what the one below holds.
#pragma once

#include <cstdint>
#include <string_view>

namespace buono::plugins {

enum class Isolation : std::uint8_t {
    None,      ///< A plain process. No host accepts it.
    Filtered,  ///< Limits and a system call filter; while it is loaded it may still open what the host's user may read.
    Sealed,    ///< Nothing can be opened from before the plugin's first byte: Landlock, or a root folder of its own.
    Apart,     ///< And its own user, which no other plugin and nothing of the host shares.
};

/// What the worker could shut on this kernel, with the rights it was started with.
struct Locks {
    bool limits = false;
    bool own_user = false;
    bool own_root = false;
    int landlock = 0;  ///< The version of the kernel's, 0 without.
    bool filter = false;
};

constexpr Isolation levelOf(const Locks& locks) {
    if (!locks.limits || !locks.filter) return Isolation::None;
    if (locks.landlock == 0 && !locks.own_root) return Isolation::Filtered;
    return locks.own_user ? Isolation::Apart : Isolation::Sealed;
}

constexpr std::string_view word(Isolation level) {
    constexpr std::string_view kWords[] = {"none", "filtered", "sealed", "apart"};
    return kWords[static_cast<std::uint8_t>(level)];
}

}  // namespace buono::plugins
