// Desk: everything one handler thread may reach: its own connection with every room's views, and the writer's changes.
//
// Made on the handler's thread and used there only.
#pragma once

#include <memory>

#include "adapters/http/dispatcher.hpp"
#include "city/changing.hpp"

namespace buono::city {

struct Shared {
    const Tools& tools;
    std::string database;
    registers::Register& registry;
    const ledger::Book& book;  ///< Its import kinds ask only the writer's for the seq.
    http::Changes& changes;
    http::Lobby& lobby;
};

/// Throws StoreDown when the database cannot be opened.
std::shared_ptr<http::Desk> makeDesk(const Shared& shared);

}  // namespace buono::city
