// The catalogue: what is on show for everybody, and the document the city brings it in with.
//
// Public answers carry no bank account and nothing that is withdrawn.
#include <charconv>

#include "adapters/http/api/catalogue_document.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/json_writer.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/catalogue/index.hpp"
#include "core/catalogue/load.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/ledger/book.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using catalogue::TermKind;

constexpr std::size_t kTextMax = 100;

void writeWords(json::Writer& out, std::string_view name, const catalogue::Words& words) {
    out.beginObject(name).member("it", words.it).member("en", words.en).endObject();
}

void writeService(json::Writer& out, const catalogue::Activity& activity) {
    const auto& service = activity.service;
    out.member("id", service.id).member("slug", service.slug);
    out.beginObject("ente")
        .member("id", service.ente)
        .member("slug", activity.ente_slug)
        .member("name", activity.ente_name)
        .endObject();
    writeWords(out, "name", service.name);
    writeWords(out, "description", service.description);
    if (!service.area.empty()) out.member("area", service.area);
    out.member("category", service.category);
    if (service.municipio != 0) out.member("municipio", service.municipio);
    out.member("price", service.price)
        .member("welfare", word(service.welfare))
        .member("ends", service.ends)
        .member("sample", service.sample);
}

void writeEnte(json::Writer& out, const catalogue::Ente& ente) {
    out.member("id", ente.id)
        .member("slug", ente.slug)
        .member("name", ente.name)
        .member("tax_id", ente.tax_id)
        .member("accredited", ente.accredited)
        .member("sample", ente.sample);
}

Response terms(Desk& desk, const Request& request, TermKind kind) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& term : desk.views.catalogue.places.terms(kind)) {
        out.beginObject().member("code", term.code);
        writeWords(out, "name", term.name);
        out.endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

/// A whole number a query gives; nothing where it gives none.
Result<int> whole(const Request& request, std::string_view name, int most) {
    const auto text = request.argument(name);
    if (text.empty()) return 0;
    int value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= most) return value;
    return Error{ErrorCode::InvalidValue, std::string{name}, "this is a number from 1 to " + std::to_string(most)};
}

/// Lists that are read whole page by the place they have reached.
struct Part {
    std::size_t from = 0;
    std::size_t limit = 50;
};

Result<Part> partOf(const Request& request) {
    const auto slice = readSlice(request);
    if (!slice) return slice.error();
    Part part{0, slice->limit};
    const auto& after = slice->after;
    const auto [end, wrong] = std::from_chars(after.data(), after.data() + after.size(), part.from);
    if (after.empty() || (wrong == std::errc{} && end == after.data() + after.size())) return part;
    return Error{ErrorCode::InvalidValue, "cursor", "use a next_cursor as it was given"};
}

void endPage(json::Writer& out, const Request& request, Part part, std::size_t total) {
    out.endArray().member("total", total);
    if (part.from < total && part.limit < total - part.from)
        out.member("next_cursor", cursorOf(std::to_string(part.from + part.limit)));
    out.member("as_of", request.as_of).endObject();
}

/// @param write one item, into an object that is open.
template <class T, class Write>
Response listed(const Request& request, const std::vector<T>& all, const Write& write) {
    const auto part = partOf(request);
    if (!part) return problem(part.error(), request);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (auto i = part->from; i < all.size() && i - part->from < part->limit; ++i) {
        out.beginObject();
        write(out, all[i]);
        out.endObject();
    }
    endPage(out, request, *part, all.size());
    return {200, out.take()};
}

/// The ente that a query names by id or slug; an unknown one offers nothing.
registers::Id enteOf(Desk& desk, std::string_view named) {
    if (const auto id = registers::Id::parse(named)) return *id;
    const auto ente = desk.views.catalogue.enti.enteBySlug(named);
    registers::Id nobody;
    nobody.bytes.fill(0xff);
    return ente ? ente->id : nobody;
}

Result<catalogue::Search> searchOf(Desk& desk, const Request& request) {
    catalogue::Search search;
    search.text = request.argument("text");
    if (search.text.size() > kTextMax) return Error{ErrorCode::InvalidValue, "text", "at most 100 bytes"};
    search.area = request.argument("area");
    search.category = request.argument("category");
    const auto municipio = whole(request, "municipio", 9);
    if (!municipio) return municipio.error();
    search.municipio = *municipio;
    if (const auto ente = request.argument("ente"); !ente.empty()) search.ente = enteOf(desk, ente);
    if (const auto price = request.argument("max_price"); !price.empty()) {
        const auto read = Money::parse(price);
        if (!read) return Error{ErrorCode::InvalidAmount, "max_price", read.error().detail};
        search.max_price = *read;
    }
    const auto order = request.argument("order");
    if (order != "" && order != "name" && order != "price")
        return Error{ErrorCode::InvalidValue, "order", "this is one of: name, price"};
    search.order = order == "price" ? catalogue::Order::Price : catalogue::Order::Name;
    const auto part = partOf(request);
    if (!part) return part.error();
    search.from = part->from;
    search.limit = part->limit;
    return search;
}

/// Where a rehearsal puts what it would keep.
class Nowhere final : public catalogue::Shelves {
public:
    void keep(const catalogue::Ente&) override {}
    void keep(const catalogue::Service&) override {}
    void keep(const catalogue::Space&) override {}
    void keepTerms(TermKind, const std::vector<catalogue::Term>&) override {}
    void renew() override {}
};

void writeLoaded(json::Writer& out, const catalogue::Loaded& loaded) {
    out.member("added", loaded.added).member("changed", loaded.changed).member("unchanged", loaded.unchanged);
}

Response rehearse(Desk& desk, const Request& request, const catalogue::Catalogue& document) {
    const auto& views = desk.views.catalogue;
    Nowhere nowhere;
    catalogue::Load load{views.enti, views.services, views.places, nowhere, desk.ids};
    const auto loaded = load(document);
    if (!loaded) return problem(loaded.error(), request);
    json::Writer out;
    out.beginObject().member("dry_run", true);
    writeLoaded(out, *loaded);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace

Response loadCatalogue(Desk& desk, const Request& request) {
    const auto document = readCatalogue(request.body);
    if (!document) return problem(document.error(), request);
    const auto dry = request.argument("dry_run");
    if (dry == "true") return rehearse(desk, request, *document);
    if (!dry.empty() && dry != "false")
        return problem({ErrorCode::InvalidValue, "dry_run", "this is true or false"}, request);
    return change(desk, request, [&]() -> Result<registers::Reply> {
        const auto loaded = desk.changes.catalogue.load(*document);
        if (!loaded) return loaded.error();
        json::Writer out;
        out.beginObject().member("dry_run", false);
        writeLoaded(out, *loaded);
        out.member("seq", desk.changes.book.seq()).endObject();
        return registers::Reply{201, out.take()};
    });
}

Response listAreas(Desk& desk, const Request& request) { return terms(desk, request, TermKind::Area); }
Response listCategories(Desk& desk, const Request& request) { return terms(desk, request, TermKind::Category); }
Response listMunicipi(Desk& desk, const Request& request) { return terms(desk, request, TermKind::Municipio); }

Response listServices(Desk& desk, const Request& request) {
    const auto search = searchOf(desk, request);
    if (!search) return problem(search.error(), request);
    const auto index = desk.views.catalogue.showcase.index();
    const auto found = index->find(*search);
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto* activity : found.page) {
        out.beginObject();
        writeService(out, *activity);
        out.endObject();
    }
    endPage(out, request, {search->from, search->limit}, found.total);
    return {200, out.take()};
}

Response readService(Desk& desk, const Request& request) {
    const auto index = desk.views.catalogue.showcase.index();
    const auto* activity = index->activity(request.id("service_id"));
    if (activity == nullptr) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject();
    writeService(out, *activity);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listEnti(Desk& desk, const Request& request) {
    auto enti = desk.views.catalogue.enti.enti();
    std::erase_if(enti, [](const auto& one) { return !one.accredited; });
    return listed(request, enti, writeEnte);
}

Response readEnte(Desk& desk, const Request& request) {
    const auto ente = desk.views.catalogue.enti.ente(request.id("ente_id"));
    if (!ente || !ente->accredited) return problem({codes::kNotFound, {}, {}}, request);
    json::Writer out;
    out.beginObject();
    writeEnte(out, *ente);
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response listSpaces(Desk& desk, const Request& request) {
    return listed(request, desk.views.catalogue.places.spaces(), [](json::Writer& out, const catalogue::Space& space) {
        out.member("id", space.id).member("name", space.name).member("address", space.address);
        if (space.municipio != 0) out.member("municipio", space.municipio);
        if (!space.manager.empty()) out.member("manager", space.manager);
        if (!space.note.empty()) out.member("note", space.note);
    });
}

}  // namespace buono::http::operations
