// Desk: everything a handler may reach, introduced by main.cpp. One Desk per handler thread.
//
// `views` read through this thread's own connection and may be used anywhere in the handler. `changes` live on
// the writer's connection and may be touched only inside the work of Register::once. Each room's pair is
// declared in host/core/<room>/rooms.hpp; a handler includes only the rooms it enters.
#pragma once

#include "core/register/register.hpp"

namespace buono::registers {
struct ImportViews;
struct ImportChanges;
}  // namespace buono::registers
namespace buono::ledger {
class Balances;
class Book;
struct Views;
}  // namespace buono::ledger
namespace buono::people {
class AccountsView;
struct AccountChanges;
struct Views;
struct Changes;
}  // namespace buono::people
namespace buono::catalogue {
struct Views;
struct Changes;
}  // namespace buono::catalogue
namespace buono::instruments {
struct Views;
struct Changes;
}  // namespace buono::instruments
namespace buono::programmes {
struct Views;
struct Changes;
}  // namespace buono::programmes
namespace buono::welfare {
struct Views;
struct Changes;
}  // namespace buono::welfare
namespace buono::purchases {
struct Views;
struct Changes;
}  // namespace buono::purchases
namespace buono::settlement {
struct Views;
struct Changes;
}  // namespace buono::settlement

namespace buono::http {

struct Lobby;  // What all desks share: adapters/http/lobby.hpp.

struct Views {
    ledger::Views& ledger;
    people::AccountsView& accounts;
    people::Views& people;
    catalogue::Views& catalogue;
    instruments::Views& instruments;
    programmes::Views& programmes;
    welfare::Views& welfare;
    purchases::Views& purchases;
    settlement::Views& settlement;
    registers::ImportViews& imports;
};

struct Changes {
    ledger::Book& book;
    people::AccountChanges& accounts;
    people::Changes& people;
    catalogue::Changes& catalogue;
    instruments::Changes& instruments;
    programmes::Changes& programmes;
    welfare::Changes& welfare;
    purchases::Changes& purchases;
    settlement::Changes& settlement;
    registers::ImportChanges& imports;
};

struct Desk {
    registers::Register& registry;
    registers::Ids& ids;
    registers::Clock& clock;
    registers::Calendar& calendar;
    registers::Digest& digest;
    Views& views;
    Changes& changes;
    Lobby& lobby;
};

}  // namespace buono::http
