#include "adapters/http/api/catalogue_document.hpp"

#include <array>

#include "adapters/http/json_reader.hpp"

namespace buono::http {
namespace {

using catalogue::TermKind;
using catalogue::WelfareCategory;

constexpr std::size_t kNameMax = 120, kProseMax = 2000, kSlugMax = 64, kAboutMax = 2000;
constexpr std::size_t kTermsMax = 100, kSpacesMax = 500, kEntiMax = 5'000, kServicesMax = 20'000;
constexpr std::array<std::string_view, 6> kWelfareWords{"other",       "sport", "education",
                                                        "play_centre", "care",  "culture"};

/// {"it": ..., "en": ...}; English may be missing.
catalogue::Words words(json::Object& from, std::string_view name, std::size_t min, std::size_t max) {
    auto both = from.object(name);
    catalogue::Words read;
    read.it = both.prose("it", min, max);
    if (both.has("en")) read.en = both.prose("en", 0, max);
    return read;
}

std::string optionalText(json::Object& from, std::string_view name, std::size_t max) {
    return from.has(name) ? from.text(name, 0, max) : std::string{};
}

bool optionalTruth(json::Object& from, std::string_view name, bool otherwise) {
    return from.has(name) ? from.truth(name) : otherwise;
}

int municipio(json::Object& from) {
    return from.has("municipio") ? static_cast<int>(from.integer("municipio", 0, 9)) : 0;
}

std::vector<catalogue::Term> terms(json::Object& body, std::string_view list, TermKind kind) {
    std::vector<catalogue::Term> all;
    body.each(list, 0, kTermsMax, [&](json::Object from) {
        auto code = from.text("code", 1, kSlugMax);
        all.push_back({kind, std::move(code), words(from, "name", 1, kNameMax)});
    });
    return all;
}

catalogue::Space space(json::Object from) {
    catalogue::Space read;
    read.name = from.text("name", 1, kNameMax);
    read.address = from.text("address", 1, kNameMax);
    read.municipio = municipio(from);
    read.manager = optionalText(from, "manager", kNameMax);
    if (from.has("note")) read.note = from.prose("note", 0, kProseMax);
    return read;
}

catalogue::Ente ente(json::Object from) {
    catalogue::Ente read;
    read.slug = from.text("slug", 2, kSlugMax);
    read.name = from.text("name", 1, kNameMax);
    read.tax_id = from.text("tax_id", 11, 11);
    read.iban = from.text("iban", 15, 34);
    read.holder = from.text("holder", 1, kNameMax);
    read.provider = optionalText(from, "provider", 32);
    read.accredited = optionalTruth(from, "accredited", true);
    read.sample = optionalTruth(from, "sample", false);
    return read;
}

catalogue::Offer offer(json::Object from) {
    catalogue::Offer read;
    auto& service = read.service;
    service.slug = from.text("slug", 2, kSlugMax);
    read.ente = from.text("ente", 2, kSlugMax);
    service.name = words(from, "name", 1, kNameMax);
    if (from.has("description")) service.description = words(from, "description", 0, kProseMax);
    service.area = optionalText(from, "area", kSlugMax);
    service.category = from.text("category", 2, kSlugMax);
    service.municipio = municipio(from);
    service.price = from.money("price");
    if (from.has("welfare")) service.welfare = static_cast<WelfareCategory>(from.oneOf("welfare", kWelfareWords));
    if (from.has("ends")) service.ends = from.date("ends");
    service.published = optionalTruth(from, "published", true);
    service.sample = optionalTruth(from, "sample", false);
    return read;
}

}  // namespace

Result<catalogue::Catalogue> readCatalogue(std::string_view text) {
    json::Document document{text};
    auto body = document.object();
    catalogue::Catalogue read;
    optionalText(body, "$schema", kNameMax);
    if (body.has("about")) body.prose("about", 0, kAboutMax);  // For people who read the file.
    read.areas = terms(body, "areas", TermKind::Area);
    read.categories = terms(body, "categories", TermKind::Category);
    read.municipi = terms(body, "municipi", TermKind::Municipio);
    body.each("spaces", 0, kSpacesMax, [&](json::Object from) { read.spaces.push_back(space(from)); });
    body.each("enti", 0, kEntiMax, [&](json::Object from) { read.enti.push_back(ente(from)); });
    body.each("services", 0, kServicesMax, [&](json::Object from) { read.offers.push_back(offer(from)); });
    if (const auto right = document.finish(); !right) return right.error();
    return read;
}

}  // namespace buono::http
