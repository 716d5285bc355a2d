#include "adapters/http/api/catalogue_document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace buono::http {
namespace {

std::string demoDocument() {
    std::ifstream file{BUONO_SOURCE "/tools/demo/data/catalogue.json"};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const catalogue::Service& service(const catalogue::Catalogue& all, std::string_view slug) {
    const auto at = std::ranges::find_if(all.offers, [&](const auto& one) { return one.service.slug == slug; });
    BUONO_CHECK(at != all.offers.end());
    return at->service;
}

// Milan's real shape: the numbers of the city, and nothing invented that does not say so.
TEST(DemoCatalogue, HasMilansShapeAndMarksItsSamples) {
    const auto read = readCatalogue(demoDocument());
    ASSERT_TRUE(read) << read.error().field << ": " << read.error().detail;
    const auto right = catalogue::check(*read);
    ASSERT_TRUE(right) << right.error().field << ": " << right.error().detail;
    EXPECT_EQ(read->areas.size(), 5U);
    EXPECT_EQ(read->categories.size(), 13U);
    EXPECT_EQ(read->municipi.size(), 9U);
    EXPECT_EQ(read->spaces.size(), 19U);
    EXPECT_GE(read->enti.size(), 20U);
    EXPECT_GE(read->offers.size(), 90U);
    std::set<std::string> areas, categories;
    std::set<int> municipi;
    for (const auto& [ente, one] : read->offers) {
        EXPECT_TRUE(one.sample) << one.slug;
        EXPECT_FALSE(one.name.en.empty()) << one.slug;
        areas.insert(one.area);
        categories.insert(one.category);
        municipi.insert(one.municipio);
    }
    EXPECT_EQ(areas.size(), 5U + 1U);  // Every area, and none.
    EXPECT_EQ(categories.size(), 13U);
    EXPECT_EQ(municipi.size(), 9U + 1U);  // Every municipio, and the whole city.
    for (const auto& ente : read->enti) EXPECT_TRUE(ente.sample) << ente.slug;
}

TEST(DemoCatalogue, HasWhatTheStoryBuys) {
    const auto read = readCatalogue(demoDocument());
    ASSERT_TRUE(read);
    EXPECT_EQ(service(*read, "corso-nuoto").price, Money::fixed(210'00));
    EXPECT_EQ(service(*read, "iscrizione-nuoto").price, Money::fixed(30'00));
    const auto booked =
        std::ranges::count_if(read->enti, [](const auto& one) { return one.provider == "register_book"; });
    EXPECT_EQ(booked, 1);
}

struct Wrong {
    const char* text;
    ErrorCode code;
    const char* field;
};

#define DOCUMENT(services) \
    R"({"areas":[],"categories":[],"municipi":[],"spaces":[],"enti":[],"services":[)" services "]}"
#define SERVICE(members)                                                                                               \
    R"({"slug":"ab","ente":"cd","name":{"it":"A"},"category":"ef","price":{"amount":"1.00","currency":"EUR"})" members \
    "}"

const Wrong kWrongs[] = {
    {"", ErrorCode::Malformed, ""},
    {"[]", ErrorCode::Malformed, ""},
    {R"({"categories":[],"municipi":[],"spaces":[],"enti":[],"services":[]})", ErrorCode::MissingMember, "/areas"},
    {DOCUMENT(SERVICE(R"(,"colour":"red")")), ErrorCode::UnknownMember, "/services/0/colour"},
    {DOCUMENT(R"({"slug":"ab","ente":"cd","name":{"it":"A"},"category":"ef","price":{"amount":1.5,"currency":"EUR"}})"),
     ErrorCode::InvalidAmount, "/services/0/price/amount"},
    {DOCUMENT(
         R"({"slug":"ab","ente":"cd","name":{"it":"A"},"category":"ef","price":{"amount":"1,00","currency":"EUR"}})"),
     ErrorCode::InvalidAmount, "/services/0/price/amount"},
    {DOCUMENT(SERVICE(R"(,"municipio":10)")), ErrorCode::InvalidValue, "/services/0/municipio"},
    {DOCUMENT(SERVICE(R"(,"welfare":"gold")")), ErrorCode::InvalidValue, "/services/0/welfare"},
    {DOCUMENT(SERVICE(R"(,"ends":"2027-02-30")")), ErrorCode::InvalidValue, "/services/0/ends"},
    {DOCUMENT(SERVICE(R"(,"published":"yes")")), ErrorCode::InvalidValue, "/services/0/published"},
};

TEST(CatalogueDocument, EachWrongIsNamedByItsPlace) {
    for (const auto& wrong : kWrongs) {
        const auto read = readCatalogue(wrong.text);
        ASSERT_FALSE(read) << wrong.text;
        EXPECT_EQ(read.error().code, wrong.code) << wrong.text;
        EXPECT_EQ(read.error().field, wrong.field) << wrong.text;
    }
}

TEST(CatalogueDocument, EveryWelfareCategoryHasItsWord) {
    using catalogue::WelfareCategory;
    for (const auto category : {WelfareCategory::Other, WelfareCategory::Sport, WelfareCategory::Education,
                                WelfareCategory::PlayCentre, WelfareCategory::Care, WelfareCategory::Culture}) {
        const auto text = std::string{R"({"areas":[],"categories":[],"municipi":[],"spaces":[],"enti":[],"services":[)"
                                      R"({"slug":"ab","ente":"cd","name":{"it":"A"},"category":"ef",)"
                                      R"("price":{"amount":"1.00","currency":"EUR"},"welfare":")"} +
                          std::string{word(category)} + "\"}]}";
        const auto read = readCatalogue(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->offers[0].service.welfare, category);
    }
}

}  // namespace
}  // namespace buono::http
