// LoadCall: opens a call: keeps it, and puts the money of its sources into the ledger, each in an account of its own.
//
// A call is loaded once and never changes. The same content again, under whatever key, changes nothing; other content
// under the same slug is refused. Writer's thread only.
#pragma once

#include "core/programmes/ports.hpp"

namespace buono::programmes {

struct Loaded {
    Programme programme;
    bool is_new = false;
};

/// What loading would refuse, without loading: for a dry run on any connection.
Status checkLoad(const Call& call, const Programmes& programmes);

class LoadCall {
public:
    LoadCall(Programmes& programmes, ledger::Book& book, registers::Ids& ids)
        : programmes_{programmes}, book_{book}, ids_{ids} {}

    Result<Loaded> operator()(const Call& call, Instant now);

private:
    Programmes& programmes_;
    ledger::Book& book_;
    registers::Ids& ids_;
};

}  // namespace buono::programmes
