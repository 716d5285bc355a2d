// The call's document as JSON: read with every fault named by its pointer, and written as anybody may see it.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/json_writer.hpp"
#include "core/programmes/voucher.hpp"

namespace buono::http {

/// Reads schemas/programme/call.schema.json; what a schema cannot say is programmes::check()'s.
Result<programmes::Call> readCall(std::string_view document);

/// Members of an object the caller has begun.
void writeProgramme(json::Writer& out, const programmes::Programme& programme, bool is_ranked);

/// What all sources bring.
Money budgetOf(const programmes::Call& call);

}  // namespace buono::http
