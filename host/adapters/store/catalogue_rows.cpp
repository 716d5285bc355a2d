#include "adapters/store/catalogue_rows.hpp"

namespace buono::store {

using catalogue::Ente;
using catalogue::Index;
using catalogue::Service;
using catalogue::Space;
using catalogue::Term;
using catalogue::TermKind;

namespace {

#define ENTE_COLUMNS "id, slug, name, tax_id, iban, holder, provider, accredited, sample"
#define SERVICE_COLUMNS                                                                                          \
    "id, slug, ente, name_it, name_en, description_it, description_en, area, category, municipio, price_cents, " \
    "welfare, ends, published, sample"

Ente enteOf(const Row& row) {
    return {row.id(0),
            std::string{row.text(1)},
            std::string{row.text(2)},
            std::string{row.text(3)},
            std::string{row.text(4)},
            std::string{row.text(5)},
            std::string{row.text(6)},
            row.number(7) != 0,
            row.number(8) != 0};
}

Service serviceOf(const Row& row) {
    Service service;
    service.id = row.id(0);
    service.slug = row.text(1);
    service.ente = row.id(2);
    service.name = {std::string{row.text(3)}, std::string{row.text(4)}};
    service.description = {std::string{row.text(5)}, std::string{row.text(6)}};
    service.area = row.text(7);
    service.category = row.text(8);
    service.municipio = static_cast<int>(row.number(9));
    service.price = *Money::ofCents(row.number(10));
    service.welfare = static_cast<catalogue::WelfareCategory>(row.number(11));
    service.ends = registers::parseDate(row.text(12));  // '' for no fixed day.
    service.published = row.number(13) != 0;
    service.sample = row.number(14) != 0;
    return service;
}

}  // namespace

std::shared_ptr<const Index> ShowcaseWindow::current() const {
    const std::lock_guard lock{current_mutex_};
    return current_;
}

std::shared_ptr<const Index> ShowcaseWindow::atLeast(std::int64_t version, const Build& build) {
    // A reader that is a moment behind takes what another has built: newer is fine, older never comes back.
    if (auto shown = current(); shown && shown->version() >= version) return shown;
    const std::lock_guard building{build_mutex_};
    if (auto shown = current(); shown && shown->version() >= version) return shown;
    auto built = build();
    const std::lock_guard lock{current_mutex_};
    current_ = built;
    return built;
}

std::optional<Ente> CatalogueRows::ente(const registers::Id& id) const {
    std::optional<Ente> found;
    connection_.rows(
        "SELECT " ENTE_COLUMNS " FROM catalogue_enti WHERE id = $1", [&](const Row& row) { found = enteOf(row); }, id);
    return found;
}

std::optional<Ente> CatalogueRows::enteBySlug(std::string_view slug) const {
    std::optional<Ente> found;
    connection_.rows(
        "SELECT " ENTE_COLUMNS " FROM catalogue_enti WHERE slug = $1", [&](const Row& row) { found = enteOf(row); },
        slug);
    return found;
}

std::vector<Ente> CatalogueRows::enti() const {
    std::vector<Ente> all;
    connection_.rows("SELECT " ENTE_COLUMNS " FROM catalogue_enti ORDER BY name, id",
                     [&](const Row& row) { all.push_back(enteOf(row)); });
    return all;
}

std::optional<Service> CatalogueRows::service(const registers::Id& id) const {
    std::optional<Service> found;
    connection_.rows(
        "SELECT " SERVICE_COLUMNS " FROM catalogue_services WHERE id = $1",
        [&](const Row& row) { found = serviceOf(row); }, id);
    return found;
}

std::vector<Service> CatalogueRows::services() const {
    std::vector<Service> all;
    connection_.rows("SELECT " SERVICE_COLUMNS " FROM catalogue_services ORDER BY slug",
                     [&](const Row& row) { all.push_back(serviceOf(row)); });
    return all;
}

std::vector<Service> CatalogueRows::ofEnte(const registers::Id& ente) const {
    std::vector<Service> all;
    connection_.rows(
        "SELECT " SERVICE_COLUMNS " FROM catalogue_services WHERE ente = $1 ORDER BY slug",
        [&](const Row& row) { all.push_back(serviceOf(row)); }, ente);
    return all;
}

std::vector<Space> CatalogueRows::spaces() const {
    std::vector<Space> all;
    connection_.rows(
        "SELECT id, name, address, municipio, manager, note FROM catalogue_spaces ORDER BY municipio, name",
        [&](const Row& row) {
            all.push_back({row.id(0), std::string{row.text(1)}, std::string{row.text(2)},
                           static_cast<int>(row.number(3)), std::string{row.text(4)}, std::string{row.text(5)}});
        });
    return all;
}

std::vector<Term> CatalogueRows::terms(TermKind kind) const {
    std::vector<Term> all;
    connection_.rows(
        "SELECT code, name_it, name_en FROM catalogue_terms WHERE kind = $1 ORDER BY place",
        [&](const Row& row) {
            all.push_back({kind, std::string{row.text(0)}, {std::string{row.text(1)}, std::string{row.text(2)}}});
        },
        static_cast<int>(kind));
    return all;
}

void CatalogueRows::keep(const Ente& ente) {
    connection_.run("INSERT INTO catalogue_enti (" ENTE_COLUMNS
                    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                    "ON CONFLICT (id) DO UPDATE SET name = $3, tax_id = $4, iban = $5, holder = $6, provider = $7, "
                    "accredited = $8, sample = $9",
                    ente.id, ente.slug, ente.name, ente.tax_id, ente.iban, ente.holder, ente.provider, ente.accredited,
                    ente.sample);
}

void CatalogueRows::keep(const Service& service) {
    const auto ends = service.ends ? registers::text(*service.ends) : std::string{};
    connection_.run(
        "INSERT INTO catalogue_services (" SERVICE_COLUMNS
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
        "ON CONFLICT (id) DO UPDATE SET name_it = $4, name_en = $5, description_it = $6, description_en = $7, "
        "area = $8, category = $9, municipio = $10, price_cents = $11, welfare = $12, ends = $13, published = $14, "
        "sample = $15",
        service.id, service.slug, service.ente, service.name.it, service.name.en, service.description.it,
        service.description.en, service.area, service.category, service.municipio, service.price.cents(),
        static_cast<int>(service.welfare), ends, service.published, service.sample);
}

void CatalogueRows::keep(const Space& space) {
    connection_.run(
        "INSERT INTO catalogue_spaces (id, name, address, municipio, manager, note) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (id) DO UPDATE SET address = $3, municipio = $4, manager = $5, note = $6",
        space.id, space.name, space.address, space.municipio, space.manager, space.note);
}

void CatalogueRows::keepTerms(TermKind kind, const std::vector<Term>& terms) {
    connection_.run("DELETE FROM catalogue_terms WHERE kind = $1", static_cast<int>(kind));
    int place = 0;
    for (const auto& term : terms)
        connection_.run("INSERT INTO catalogue_terms (kind, place, code, name_it, name_en) VALUES ($1, $2, $3, $4, $5)",
                        static_cast<int>(kind), place++, term.code, term.name.it, term.name.en);
}

void CatalogueRows::renew() {
    connection_.run("UPDATE catalogue_head SET version = version + 1 WHERE id = 1");
    shown_turn_ = 0;
}

std::shared_ptr<const Index> CatalogueRows::index() const {
    const auto turn = connection_.turn();
    if (turn != 0 && turn == shown_turn_) return shown_;
    shown_ = window_.atLeast(version(), [this] { return build(); });
    shown_turn_ = turn;
    return shown_;
}

std::int64_t CatalogueRows::version() const {
    std::int64_t version = 0;
    connection_.rows("SELECT version FROM catalogue_head WHERE id = 1",
                     [&](const Row& row) { version = row.number(0); });
    return version;
}

/// The version is read first: rows that are newer than it only make the next look build again.
std::shared_ptr<const Index> CatalogueRows::build() const {
    const auto as_of = version();
    auto all = terms(TermKind::Area);
    for (auto& term : terms(TermKind::Category)) all.push_back(std::move(term));
    return std::make_shared<const Index>(services(), enti(), all, as_of);
}

}  // namespace buono::store
