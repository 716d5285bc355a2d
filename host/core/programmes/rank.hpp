// Rank: draws a call's ranking, once, after the last day to apply. Frozen from then on. Writer's thread only.
#pragma once

#include "core/programmes/ports.hpp"

namespace buono::programmes {

class Rank {
public:
    struct Rows {
        const Programmes& programmes;
        const Applications& applications;
        Rankings& rankings;
    };
    struct Request {
        Id programme;
        std::string seed;  ///< 8 to 128 visible ASCII characters: a public number nobody here chose.
        std::string actor;
    };

    Rank(Rows rows, const ledger::Book& book, const registers::Calendar& calendar, const registers::Digest& digest,
         registers::Ids& ids)
        : rows_{rows}, book_{book}, calendar_{calendar}, digest_{digest}, ids_{ids} {}

    Result<Ranking> operator()(const Request& request, Instant now);

private:
    Rows rows_;
    const ledger::Book& book_;
    const registers::Calendar& calendar_;
    const registers::Digest& digest_;
    registers::Ids& ids_;
};

}  // namespace buono::programmes
