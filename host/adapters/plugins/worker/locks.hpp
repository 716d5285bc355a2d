// lockIn: the worker gives up all it does not need, before it loads what it cannot trust. Runs in the worker only.
//
// Constructors of a plugin are code of the plugin: whatever is to hold against it is shut before dlopen. What a kernel
// or the host's rights do not allow is left open and reported; the host decides whether that will do.
#pragma once

#include <sys/types.h>

#include <string>

#include "adapters/plugins/isolation.hpp"

namespace buono::plugins {

/// @param user  to become, 0 = stay who we are   @param host  the process that started this one
/// `fault` is empty unless something that must hold does not.
Locks lockIn(uid_t user, pid_t host, std::string& fault);

/// The plugin's file from then on: with a root folder of its own the descriptors are all there is.
const char* pluginPath(const Locks& locks);

}  // namespace buono::plugins
