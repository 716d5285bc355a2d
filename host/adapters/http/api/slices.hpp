// Lists whose position is an id: newest first, the cursor is the last id sent.
#pragma once

#include <vector>

#include "adapters/http/json_writer.hpp"
#include "adapters/http/paging.hpp"
#include "core/purchases/ports.hpp"

namespace buono::http {

/// One row more than asked is read: that is how the list knows whether it goes on.
inline Result<purchases::Page> pageOf(const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return slice.error();
    const auto before = slice->after.empty() ? registers::Id{} : registers::Id::parse(slice->after);
    if (!before) return Error{ErrorCode::InvalidValue, "cursor", "use a next_cursor as it was given"};
    return purchases::Page{*before, static_cast<int>(slice->limit) + 1};
}

/// {"items": [...], "next_cursor": ..., "as_of": ...}. @param write one item, into an object that is open.
template <class T, class Write>
Response pageAnswer(const Request& request, purchases::Page page, const std::vector<T>& rows, const Write& write) {
    const auto limit = static_cast<std::size_t>(page.limit - 1);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (std::size_t i = 0; i < rows.size() && i < limit; ++i) {
        out.beginObject();
        write(out, rows[i]);
        out.endObject();
    }
    out.endArray();
    if (rows.size() > limit) out.member("next_cursor", cursorOf(rows[limit - 1].id.text()));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http
