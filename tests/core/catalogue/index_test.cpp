#include "core/catalogue/index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/shop.hpp"

namespace buono::catalogue {
namespace {

using test::CountedIds;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Catalogue : public testing::Test {
protected:
    Catalogue() {
        Ente open{CountedIds::of(1), "polisportiva", "Polisportiva Città Studi", {}, {}, {}, {}, true, true};
        Ente closed{CountedIds::of(2), "chiusa", "Chiusa", {}, {}, {}, {}, false, true};
        enti = {open, closed};
        add("Nuoto", "sport", 3, 210'00);
        add("Disegno", "arte", 1, 90'00);
        add("Caffè filosofico", "arte", 0, 0);
        add("Àncora di vela", "sport", 9, 500'00);
        add("Ritirato", "sport", 3, 10'00).published = false;
        add("Di chi non è accreditato", "sport", 3, 10'00).ente = CountedIds::of(2);
        services[0].description = {"Venti lezioni in vasca", "Twenty lessons in the pool"};
        services[0].name.en = "Swimming";
    }

    Service& add(const char* name, const char* area, int municipio, std::int64_t cents) {
        Service service;
        service.id = CountedIds::of(100 + services.size());
        service.ente = CountedIds::of(1);
        service.name.it = name;
        service.area = area;
        service.category = "servizi-educativi";
        service.municipio = municipio;
        service.price = *Money::ofCents(cents);
        services.push_back(service);
        return services.back();
    }

    std::vector<std::string> names(const Search& search) const {
        const std::vector<Term> terms{{TermKind::Area, "arte", {"Arte", "Arts"}},
                                      {TermKind::Category, "servizi-educativi", {"Servizi educativi", "Education"}}};
        const Index index{services, enti, terms, 7};
        const auto found = index.find(search);
        std::vector<std::string> out;
        for (const auto* one : found.page) out.push_back(one->service.name.it);
        EXPECT_GE(found.total, out.size());
        return out;
    }
    std::vector<std::string> named(std::string text) const {
        Search search;
        search.text = std::move(text);
        return names(search);
    }

    std::vector<Service> services;
    std::vector<Ente> enti;
};

TEST(Fold, ForgetsCaseAccentsAndSigns) {
    EXPECT_EQ(fold("Caffè"), "caffe");
    EXPECT_EQ(fold("PERCHÉ"), "perche");
    EXPECT_EQ(fold("Cafe\xCC\x80"), "cafe");  // The accent as a character of its own.
    EXPECT_EQ(fold("Œuvre"), "oeuvre");
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("Łódź"), "lodz");
    EXPECT_EQ(fold("l'aria-aperta 6+"), "l aria aperta 6 ");
    EXPECT_EQ(fold("l’aria"), "l aria");
    EXPECT_EQ(fold("日本"), "  ");
    EXPECT_EQ(fold("broken \xC3"), "broken  ");
    EXPECT_EQ(fold("\xFF\x80x"), " x");
}

TEST_F(Catalogue, ShowsWhatIsPublishedByAccreditedEntiByName) {
    EXPECT_THAT(named(""), ElementsAre("Àncora di vela", "Caffè filosofico", "Disegno", "Nuoto"));
}

TEST_F(Catalogue, WordsMatchFromTheirBeginningInAnyLanguageCaseAndAccent) {
    EXPECT_THAT(named("nuo"), ElementsAre("Nuoto"));
    EXPECT_THAT(named("SWIM"), ElementsAre("Nuoto"));
    EXPECT_THAT(named("caffe"), ElementsAre("Caffè filosofico"));
    EXPECT_THAT(named("ancora"), ElementsAre("Àncora di vela"));
    EXPECT_THAT(named("uoto"), ElementsAre());  // Not from the middle.
}

TEST_F(Catalogue, EveryWordMustBeFoundSomewhere) {
    EXPECT_THAT(named("lezioni pool"), ElementsAre("Nuoto"));
    EXPECT_THAT(named("lezioni disegno"), ElementsAre());
    EXPECT_THAT(named("citta studi nuoto"), ElementsAre("Nuoto"));                    // The ente's name counts.
    EXPECT_THAT(named("arts"), UnorderedElementsAre("Disegno", "Caffè filosofico"));  // So does its area's.
    EXPECT_THAT(named("nuoto nuoto nuo"), ElementsAre("Nuoto"));
    EXPECT_THAT(named(" , ; "), testing::SizeIs(4));
}

TEST_F(Catalogue, FiltersNarrow) {
    Search search;
    search.area = "sport";
    EXPECT_THAT(names(search), ElementsAre("Àncora di vela", "Nuoto"));
    search.municipio = 3;
    EXPECT_THAT(names(search), ElementsAre("Nuoto"));
    search = {};
    search.municipio = 3;  // What is offered in the whole city is offered there too.
    EXPECT_THAT(names(search), ElementsAre("Caffè filosofico", "Nuoto"));
    search = {};
    search.max_price = Money::fixed(90'00);
    EXPECT_THAT(names(search), ElementsAre("Caffè filosofico", "Disegno"));
    search = {};
    search.ente = CountedIds::of(2);
    EXPECT_THAT(names(search), ElementsAre());
    search = {};
    search.category = "altro";
    EXPECT_THAT(names(search), ElementsAre());
}

TEST_F(Catalogue, OrdersByPriceAndPages) {
    Search search;
    search.order = Order::Price;
    EXPECT_THAT(names(search), ElementsAre("Caffè filosofico", "Disegno", "Nuoto", "Àncora di vela"));
    search.from = 1;
    search.limit = 2;
    EXPECT_THAT(names(search), ElementsAre("Disegno", "Nuoto"));
    search.from = 9;
    EXPECT_THAT(names(search), ElementsAre());
}

TEST_F(Catalogue, OneActivityIsFoundByIdOnlyWhileItIsOnShow) {
    const Index index{services, enti, {}, 7};
    ASSERT_NE(index.activity(services[0].id), nullptr);
    EXPECT_EQ(index.activity(services[0].id)->ente_slug, "polisportiva");
    EXPECT_EQ(index.activity(services[4].id), nullptr);
    EXPECT_EQ(index.activity(services[5].id), nullptr);
    EXPECT_EQ(index.activity(CountedIds::of(999)), nullptr);
    EXPECT_EQ(index.version(), 7);
}

}  // namespace
}  // namespace buono::catalogue
