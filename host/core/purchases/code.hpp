// Codes: what a family shows to redeem. 16 symbols from 80 bits and 2 check symbols, of 32 that nobody confuses.
//
// A code is derived (a keyed mark of its kind, subject and issue number), so it can be shown again on demand;
// rows keep only its keyed hash, so a stolen database redeems nothing. A new issue number kills the old code.
// Any single wrong symbol and any swap of two neighbours is noticed before anybody is asked (see code_test).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/purchases/ports.hpp"

namespace buono::purchases {

inline constexpr std::size_t kCodeSymbols = 18;

/// Reads a code as people write it: any case, spaces and hyphens anywhere, O for 0, I and L for 1. Answers the
/// canonical 18 symbols, or nothing when it is not a code or its check symbols do not fit.
std::optional<std::string> readCode(std::string_view typed);

/// "XXXXXX-XXXXXX-XXXXXX", for eyes.
std::string groupedCode(std::string_view canonical);

class CodeMaker {
public:
    explicit CodeMaker(const Seal& seal) : seal_{seal} {}

    /// Canonical; the same for the same arguments for ever.
    std::string code(CodeKind kind, const Id& subject, std::int64_t issue) const;
    /// What a row keeps of a code as it was typed; codes::kCodeMistyped when it is none. Any thread.
    Result<registers::Sha256> read(std::string_view typed) const;
    /// What a row keeps of a canonical code.
    registers::Sha256 hash(std::string_view canonical) const { return seal_.mark("code-hash", canonical); }
    CodeRow row(CodeKind kind, const Id& subject, std::int64_t issue) const {
        return {hash(code(kind, subject, issue)), kind, subject, issue};
    }

private:
    const Seal& seal_;
};

}  // namespace buono::purchases
