#include "core/catalogue/load.hpp"

#include <gtest/gtest.h>

#include "core/register/codes.hpp"
#include "support/shop.hpp"

namespace buono::catalogue {
namespace {

using test::smallCatalogue;

struct Wrong {
    const char* field;
    ErrorCode code;
    void (*spoil)(Catalogue&);
};

// One row a rule, in the order in which they are checked.
const Wrong kWrongs[] = {
    {"/areas/0/code", ErrorCode::InvalidValue, [](Catalogue& c) { c.areas[0].code = "Sport"; }},
    {"/areas/1/name/it", ErrorCode::InvalidValue, [](Catalogue& c) { c.areas[1].name.it.clear(); }},
    {"/areas/1/code", codes::kCatalogueTwice, [](Catalogue& c) { c.areas[1].code = "sport"; }},
    {"/categories/0/code", ErrorCode::InvalidValue, [](Catalogue& c) { c.categories[0].code = "x"; }},
    {"/municipi/0/code", ErrorCode::InvalidValue, [](Catalogue& c) { c.municipi[0].code = "10"; }},
    {"/municipi/0/code", ErrorCode::InvalidValue, [](Catalogue& c) { c.municipi[0].code = "0"; }},
    {"/spaces/0/name", ErrorCode::InvalidValue, [](Catalogue& c) { c.spaces[0].name.clear(); }},
    {"/spaces/0/address", ErrorCode::InvalidValue, [](Catalogue& c) { c.spaces[0].address.clear(); }},
    {"/spaces/0/municipio", ErrorCode::InvalidValue, [](Catalogue& c) { c.spaces[0].municipio = 10; }},
    {"/spaces/1/name", codes::kCatalogueTwice, [](Catalogue& c) { c.spaces.push_back(c.spaces[0]); }},
    {"/enti/0/slug", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].slug = "Polisportiva"; }},
    {"/enti/0/name", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].name.clear(); }},
    {"/enti/0/tax_id", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].tax_id = "12345670018"; }},
    {"/enti/0/iban", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].iban = "IT60X0542811101000000123457"; }},
    {"/enti/0/holder", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].holder.clear(); }},
    {"/enti/0/provider", ErrorCode::InvalidValue, [](Catalogue& c) { c.enti[0].provider = "../x"; }},
    {"/enti/1/slug", codes::kCatalogueTwice, [](Catalogue& c) { c.enti.push_back(c.enti[0]); }},
    {"/services/0/slug", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.slug = "-"; }},
    {"/services/0/ente", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].ente = "nobody"; }},
    {"/services/0/name/it", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.name.it.clear(); }},
    {"/services/0/area", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.area = "stem"; }},
    {"/services/0/category", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.category = ""; }},
    {"/services/0/municipio", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.municipio = 4; }},
    {"/services/0/price", ErrorCode::InvalidAmount, [](Catalogue& c) { c.offers[0].service.price = Money::fixed(-1); }},
    {"/services/0/ends", ErrorCode::InvalidValue, [](Catalogue& c) { c.offers[0].service.ends = registers::Date{}; }},
    {"/services/1/slug", codes::kCatalogueTwice, [](Catalogue& c) { c.offers.push_back(c.offers[0]); }},
};

class Loading : public testing::Test {
protected:
    test::Shop shop;
    test::CountedIds ids;
    Load load{shop, shop, shop, shop, ids};
};

TEST_F(Loading, RefusesEachWrongAtItsPlaceAndWritesNothing) {
    for (const auto& wrong : kWrongs) {
        auto catalogue = smallCatalogue();
        wrong.spoil(catalogue);
        const auto loaded = load(catalogue);
        ASSERT_FALSE(loaded) << wrong.field;
        EXPECT_EQ(loaded.error().field, wrong.field);
        EXPECT_EQ(loaded.error().code, wrong.code) << wrong.field;
        EXPECT_EQ(shop.writes + shop.renewals, 0) << wrong.field;
    }
}

TEST_F(Loading, WhatIsOptionalMayBeLeftOut) {
    auto catalogue = smallCatalogue();
    catalogue.offers[0].service.area.clear();
    catalogue.offers[0].service.municipio = 0;
    catalogue.offers[0].service.price = Money{};
    catalogue.offers[0].service.ends.reset();
    catalogue.spaces[0].municipio = 0;
    EXPECT_TRUE(load(catalogue));
}

TEST_F(Loading, CountsAndRenewsOnce) {
    const auto loaded = load(smallCatalogue());
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->added, 7);  // Two areas, a category, a municipio, a space, an ente, a service.
    EXPECT_EQ(loaded->changed + loaded->unchanged, 0);
    EXPECT_EQ(shop.renewals, 1);
    EXPECT_EQ(shop.services()[0].ente, shop.enti()[0].id);
}

TEST_F(Loading, ASecondTimeChangesNothing) {
    ASSERT_TRUE(load(smallCatalogue()));
    const auto writes = shop.writes;
    const auto again = load(smallCatalogue());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->unchanged, 7);
    EXPECT_EQ(again->added + again->changed, 0);
    EXPECT_EQ(shop.writes, writes);
    EXPECT_EQ(shop.renewals, 1);
}

TEST_F(Loading, AChangeKeepsTheIdAndTellsTheIndexes) {
    ASSERT_TRUE(load(smallCatalogue()));
    const auto before = shop.services()[0];
    auto next = smallCatalogue();
    next.offers[0].service.price = Money::fixed(220'00);
    const auto loaded = load(next);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->changed, 1);
    EXPECT_EQ(shop.services().size(), 1U);
    EXPECT_EQ(shop.services()[0].id, before.id);
    EXPECT_EQ(shop.services()[0].price, Money::fixed(220'00));
    EXPECT_EQ(shop.renewals, 2);
}

TEST_F(Loading, AListsNewOrderIsAChange) {
    ASSERT_TRUE(load(smallCatalogue()));
    auto next = smallCatalogue();
    std::swap(next.areas[0], next.areas[1]);
    ASSERT_TRUE(load(next));
    EXPECT_EQ(shop.terms(TermKind::Area)[0].code, "arte");
    EXPECT_EQ(shop.renewals, 2);
}

TEST_F(Loading, WhatTheDocumentNoLongerNamesStays) {
    ASSERT_TRUE(load(smallCatalogue()));
    auto next = smallCatalogue();
    next.offers.clear();
    next.enti.clear();
    ASSERT_TRUE(load(next));
    EXPECT_EQ(shop.services().size(), 1U);
    EXPECT_EQ(shop.enti().size(), 1U);
}

TEST_F(Loading, AServiceNeverPassesToAnotherEnte) {
    ASSERT_TRUE(load(smallCatalogue()));
    const auto writes = shop.writes;
    auto next = smallCatalogue();
    auto other = next.enti[0];
    other.slug = "altra";
    next.enti.push_back(other);
    next.offers[0].ente = "altra";
    next.offers[0].service.price = Money::fixed(1'00);
    const auto loaded = load(next);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, codes::kServiceMoved);
    EXPECT_EQ(loaded.error().field, "/services/0/ente");
    EXPECT_EQ(shop.writes, writes);
}

}  // namespace
}  // namespace buono::catalogue
