#include "simulation/town.hpp"

#include "support/city_hall.hpp"

namespace buono::simulation {
namespace {

using catalogue::TermKind;

constexpr int kEnti = 8;
constexpr int kServicesEach = 3;
constexpr int kFamilies = 24;
constexpr int kEmployers = 2;

catalogue::Ente enteOf(int number) {
    catalogue::Ente ente;
    ente.slug = "ente-" + std::to_string(number);
    ente.name = "Ente " + std::to_string(number);
    ente.tax_id = "12345670017";
    ente.iban = "IT60X0542811101000000123456";
    ente.holder = ente.name + " S.S.D.";
    ente.provider = number % 4 == 1 ? "register_book" : "";
    return ente;
}

catalogue::Offer offerOf(int ente, int number, std::int64_t cents) {
    catalogue::Service service;
    service.slug = "corso-" + std::to_string(ente) + "-" + std::to_string(number);
    service.name = {"Corso", "Course"};
    service.description = {"Venti lezioni.", "Twenty lessons."};
    service.area = number % 2 == 0 ? "sport" : "arte";
    service.category = number == 2 ? "ludoteche" : "servizi-educativi";
    service.price = *Money::ofCents(cents);
    return {"ente-" + std::to_string(ente), service};
}

catalogue::Catalogue documentOf(Random& random) {
    catalogue::Catalogue all;
    all.areas = {{TermKind::Area, "sport", {"Sport", "Sport"}}, {TermKind::Area, "arte", {"Arte", "Arts"}}};
    all.categories = {{TermKind::Category, "servizi-educativi", {"Servizi educativi", "Educational services"}},
                      {TermKind::Category, "ludoteche", {"Ludoteche", "Play centres"}}};
    for (int ente = 0; ente < kEnti; ++ente) {
        all.enti.push_back(enteOf(ente));
        for (int i = 0; i < kServicesEach; ++i) all.offers.push_back(offerOf(ente, i, random.between(3'00, 150'00)));
    }
    return all;
}

}  // namespace

Town::Town(Random& random, Time& time) : random_{random}, time_{time}, document_{documentOf(random)} {
    weights_ = {{&Town::spend, 400},          {&Town::spendMany, 60},
                {&Town::issueCode, 40},       {&Town::reissueSpending, 6},
                {&Town::quote, 160},          {&Town::buy, 140},
                {&Town::cancel, 14},          {&Town::reissuePurchase, 8},
                {&Town::redeem, 140},         {&Town::recordReceipt, 40},
                {&Town::recordReturn, 10},    {&Town::apply, 40},
                {&Town::loadCall, 10},        {&Town::rank, 10},
                {&Town::award, 10},           {&Town::loadCatalogue, 3},
                {&Town::openPlan, 3},         {&Town::credit, 16},
                {&Town::propose, 8},          {&Town::approve, 10},
                {&Town::cancelSettlement, 3}, {&Town::note, 4}};
    for (auto& one : weights_) {
        if (random_.oneIn(4)) one.weight *= 4;  // Every town is busy with other things.
        weight_ += one.weight;
    }
}

void Town::settle(Store& store, registers::Ids& ids) {
    const auto born = [&](std::string_view date, int number) {
        people::Person person{ids.next(), test::taxCodeBorn(test::dateOf(date), number), "Nora", "Esempio",
                              test::dateOf(date)};
        store.persons.add(person);
        return person.id;
    };
    for (int i = 0; i < kFamilies; ++i) {
        Family family{born("1985-04-12", 4 * i), {}};
        for (int child = 0; child <= i % 3; ++child) {
            family.children.push_back(born("2019-09-01", 4 * i + child + 1));
            store.persons.addChild(family.adult, family.children.back());
        }
        families_.push_back(std::move(family));
    }
    for (int i = 0; i < kEmployers; ++i) {
        employers_.push_back(ids.next());
        store.employers.add({employers_.back(), "Officine " + std::to_string(i), "01199250158",
                             "IT60X0542811101000000123456", "Officine S.p.A."});
    }
    for (int i = 0; i < 3; ++i) staff_.push_back(ids.next());
}

Intent Town::make(What what, const std::string& actor, const std::string& request,
                  std::function<Result<registers::Reply>(Host&)> run, Learn learn) {
    ++intents_;
    const auto key = "key-" + std::to_string(++keys_[actor] + 1'000'000'000'000'000);
    const auto text = std::string{word(what)} + " " + request;
    return {
        what, {actor, key, QuickSeal{}.sha256(text), std::string{word(what)}}, std::move(run), std::move(learn), {}};
}

std::optional<Intent> Town::wish(Host& host) {
    for (int tries = 0; tries < 4; ++tries) {
        auto at = random_.below(weight_);
        for (const auto& one : weights_) {
            if (at >= one.weight) {
                at -= one.weight;
                continue;
            }
            if (auto intent = (this->*one.wish)(host)) return intent;
            break;
        }
    }
    return std::nullopt;
}

Money Town::someMoney(std::int64_t most_cents) { return *Money::ofCents(random_.between(1, most_cents)); }

Id Town::anyEnte(Host& host) {
    const auto& enti = host.store.catalogue.all_enti.rows();
    return std::next(enti.begin(), static_cast<std::ptrdiff_t>(random_.below(enti.size())))->first;
}

}  // namespace buono::simulation
