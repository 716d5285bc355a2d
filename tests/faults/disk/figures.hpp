// Figures: everything a database says, table by table, so that two states of it can be compared.
#pragma once

#include <map>
#include <string>

#include "adapters/store/connection.hpp"

namespace buono::faults {

/// Of every table, a digest of all its rows in the order of their keys, and under "" whether its indexes fit them.
using Figures = std::map<std::string, std::string>;

/// Through a reading connection of the store: throws StoreDown where it cannot be read.
Figures figuresOf(store::Connection& reader);
/// Through SQLite as anyone has it, with nothing of ours between: empty where it says that it cannot be read.
Figures plainFiguresOf(const std::string& file);

/// The tables that differ, by name.
std::string difference(const Figures& a, const Figures& b);

}  // namespace buono::faults
