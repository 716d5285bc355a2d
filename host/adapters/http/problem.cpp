#include "adapters/http/problem.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "adapters/http/json_writer.hpp"
#include "core/register/codes.hpp"

namespace buono::http {
namespace {

// Rows stand in the order of their numbers: compile_errors.py sorts them.
constexpr auto kProblems = std::to_array<ProblemText>({
#include "adapters/http/problems.inc"
});

}  // namespace

const ProblemText& problemText(ErrorCode code) {
    const auto number = static_cast<std::uint16_t>(code);
    const auto row = std::ranges::lower_bound(kProblems, number, {}, &ProblemText::number);
    if (row != kProblems.end() && row->number == number) return *row;
    BUONO_CHECK(code != codes::kInternalError);
    return problemText(codes::kInternalError);
}

Response problem(const Error& error, Language language) {
    const auto& text = problemText(error.code);
    json::Writer out;
    out.beginObject()
        .member("type", std::string{"urn:buono:error:"} + text.name)
        .member("title", text.title(language))
        .member("status", text.status)
        .member("code", text.number)
        .member("name", text.name)
        .member("later", text.later)
        .member("remedy", text.remedy(language))
        .beginArray("errors");
    if (!error.field.empty() || !error.detail.empty())
        out.beginObject().member("pointer", error.field).member("detail", error.detail).endObject();
    out.endArray().endObject();
    Response response{text.status, out.take(), "application/problem+json"};
    if (text.status == 503 || text.status == 429) response.headers.emplace_back("Retry-After", "2");
    return response;
}

}  // namespace buono::http
