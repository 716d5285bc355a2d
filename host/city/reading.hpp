// Reading: what may be read of every room, on one connection: the rows, and what the core makes of them.
//
// On a reader's connection `balances` are the projected rows; on the writer's they are the Book itself, so that a
// change decides by what is true now. Belongs to that connection's thread.
#pragma once

#include "adapters/http/desk.hpp"
#include "city/rows.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/instruments/rooms.hpp"
#include "core/ledger/rooms.hpp"
#include "core/people/rooms.hpp"
#include "core/programmes/budgets.hpp"
#include "core/programmes/import.hpp"
#include "core/programmes/offers.hpp"
#include "core/programmes/rooms.hpp"
#include "core/purchases/code.hpp"
#include "core/purchases/neighbours.hpp"
#include "core/purchases/quote.hpp"
#include "core/purchases/rooms.hpp"
#include "core/settlement/rooms.hpp"
#include "core/welfare/credit_import.hpp"
#include "core/welfare/rooms.hpp"

namespace buono::city {

struct Reading {
    Reading(Rows& rows, const ledger::Balances& balances, const Tools& tools);

    // What the core makes of the rows.
    programmes::VoucherOffers voucher_offers;
    welfare::CreditOffers credit_offers;
    instruments::Wallet wallet;
    purchases::CatalogueShelf shelf;
    purchases::PeopleFamily family;
    purchases::Quoter quoter;
    purchases::CodeMaker code_maker;
    programmes::Budgets budgets;
};

/// The views of a handler: one Reading, and for each room the list of what it lets others reach.
struct Views {
    Views(Rows& rows, Reading& reading, const registers::ImportKinds& kinds, const Tools& tools);
    Views(const Views&) = delete;
    Views& operator=(const Views&) = delete;

    ledger::Views ledger;
    people::Views people;
    catalogue::Views catalogue;
    instruments::Views instruments;
    programmes::Views programmes;
    welfare::Views welfare;
    purchases::Views purchases;
    settlement::Views settlement;
    registers::ImportViews imports;
    http::Views all;  ///< Last: it refers to the others.
};

}  // namespace buono::city
