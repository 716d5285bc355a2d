// filter: which system calls the worker may still make. In two steps, which only ever take away. The worker only.
//
// Written as BPF by hand: a list of numbers with three comparisons needs no library (ADR 0012).
#pragma once

namespace buono::plugins {

/// Before the plugin is loaded: memory, its descriptors, one read-only file. An attempt to get out ends the process.
bool filterForLoading();

/// Once it is loaded, before its create(): nothing is opened or looked at any more, no new page can hold code.
bool filterForCalls();

}  // namespace buono::plugins
