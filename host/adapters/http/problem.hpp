// problem(): the one answer to every refusal, as application/problem+json in the reader's language.
//
// Texts come from schemas/http/errors.json. The body has no instance and no request id, so that a foreign object
// and an absent one answer byte for byte alike. Pure; any thread.
#pragma once

#include <buono/error.hpp>

#include "adapters/http/exchange.hpp"

namespace buono::http {

/// One row of errors.json.
struct ProblemText {
    std::uint16_t number;
    const char* name;
    int status;
    bool later;
    const char* title_en;
    const char* title_it;
    const char* remedy_en;
    const char* remedy_it;

    const char* title(Language language) const { return language == Language::English ? title_en : title_it; }
    const char* remedy(Language language) const { return language == Language::English ? remedy_en : remedy_it; }
};

/// The row of a code; that of internal_error for a number nobody listed.
const ProblemText& problemText(ErrorCode code);

Response problem(const Error& error, Language language);
inline Response problem(const Error& error, const Request& request) { return problem(error, request.language); }

}  // namespace buono::http
