// A request's JSON, read as an operation would read it: values hold what their readers promise, refusals are UTF-8.
#include "adapters/http/json_reader.hpp"

#include "adapters/http/target.hpp"
#include "input.hpp"

namespace {

using namespace buono;

struct Read {
    Money money;
    std::int64_t number = 0;
    std::string text;
    std::size_t lines = 0;
};

Read readAll(http::json::Object body) {
    Read read;
    read.money = body.money("price");
    read.number = body.integer("count", -5, 500);
    read.text = body.text("name", 1, 20);
    body.id("id");
    body.date("day");
    body.instant("at");
    body.oneOf("kind", {"city", "employer"});
    if (body.has("yes")) body.truth("yes");
    body.each("lines", 0, 50, [&](http::json::Object line) {
        ++read.lines;
        line.prose("note", 0, 100);
        if (line.has("inner")) line.object("inner").integer("a", 0, 1);
    });
    body.eachText("tags", 0, 9, [](std::string_view tag) { BUONO_CHECK(!tag.empty() && http::isUtf8(tag)); });
    body.eachMember("title", 5, 40, [](std::string_view name, std::string_view) { BUONO_CHECK(http::isUtf8(name)); });
    return read;
}

}  // namespace

FUZZ(text) {
    http::json::Document document{text};
    const auto read = readAll(document.object());
    const auto done = document.finish();
    if (!done) {
        BUONO_CHECK(http::isUtf8(done.error().field) && http::isUtf8(done.error().detail));
        BUONO_CHECK(done.error().field.size() < 10'000);
        return;
    }
    BUONO_CHECK(read.number >= -5 && read.number <= 500 && read.lines <= 50);
    BUONO_CHECK(!read.text.empty() && http::isUtf8(read.text) && http::isUtf8(text));
    BUONO_CHECK(text.find('\0') == std::string_view::npos);
}
