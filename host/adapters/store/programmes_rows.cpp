#include "adapters/store/programmes_rows.hpp"

#include <charconv>

#include "adapters/store/bulk.hpp"

namespace buono::store {
namespace {

using namespace programmes;

constexpr const char* kDeclaredPlace = "applications.declared";
constexpr const char* kProtocolPlace = "applications.protocol";
constexpr int kArea = 1;
constexpr int kAssumption = 2;

Money money(const Row& row, int column) { return *Money::ofCents(row.number(column)); }
int small(const Row& row, int column) { return static_cast<int>(row.number(column)); }
std::string words(const Row& row, int column) { return std::string{row.text(column)}; }
std::uint64_t place(const Row& row, int column) { return static_cast<std::uint64_t>(row.number(column)); }
registers::Date date(const Row& row, int column) { return registers::parseDate(row.text(column)).value(); }

/// "Everything before this id": lists are newest first, and ids grow.
registers::Id beforeOrLast(const registers::Id& before) {
    if (!before.isNil()) return before;
    registers::Id last;
    last.bytes.fill(0xff);
    return last;
}

// What was declared, as it is sealed: "2|1|0" = bracket, responsibility, protected.
struct Declared {
    int bracket = 0;
    Responsibility responsibility = Responsibility::Shared;
    bool is_protected = false;
};

std::string sealedText(const Application& application) {
    return std::to_string(application.bracket) + "|" + std::to_string(static_cast<int>(application.responsibility)) +
           "|" + (application.is_protected ? "1" : "0");
}

// Nothing when the key of the application was destroyed.
std::optional<Declared> declaredOf(const std::string& text) {
    if (text.size() < 5) return std::nullopt;
    Declared declared;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), declared.bracket);
    BUONO_CHECK(error == std::errc{} && end + 4 == text.data() + text.size());
    declared.responsibility = static_cast<Responsibility>(end[1] - '0');
    declared.is_protected = end[3] == '1';
    return declared;
}

using Sealed = std::vector<std::uint8_t>;
Sealed copy(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

#define PROGRAMME_COLUMNS                                                                                         \
    "id, slug, title_it, title_en, voucher_min_cents, voucher_max_cents, isee_max_cents, apply_from, "            \
    "apply_by, buy_by, service_ends_by, claim_by, child_age_below, days_to_spend_min, payment_nature, vat_kind, " \
    "at_us, seq"

Programme programmeOf(const Row& row) {
    Programme programme;
    auto& call = programme.call;
    programme.id = row.id(0);
    call.slug = row.text(1);
    call.title_it = row.text(2);
    call.title_en = row.text(3);
    call.amount_min = money(row, 4);
    call.amount_max = money(row, 5);
    call.isee_max = money(row, 6);
    call.apply_from = date(row, 7);
    call.apply_by = date(row, 8);
    call.buy_by = date(row, 9);
    call.service_ends_by = date(row, 10);
    call.claim_by = date(row, 11);
    call.child_age_below = small(row, 12);
    call.days_to_spend_min = small(row, 13);
    call.payment_nature = static_cast<PaymentNature>(row.number(14));
    call.vat_kind = static_cast<VatKind>(row.number(15));
    programme.at = row.instant(16);
    programme.seq = place(row, 17);
    return programme;
}

#define SOURCE_COLUMNS "id, programme, place, code, name, cup, cents, budget, account"

Source sourceOf(const Row& row) {
    return {row.id(0),     row.id(1),    small(row, 2), {words(row, 3), words(row, 4), words(row, 5), money(row, 6)},
            place(row, 7), place(row, 8)};
}

#define APPLICATION_COLUMNS "id, programme, applicant, child, state, evidence, declared, protocol, at_us, seq"

struct SealedApplication {
    Application application;
    Sealed declared;
    Sealed protocol;
};

SealedApplication sealedOf(const Row& row) {
    SealedApplication one;
    one.application.id = row.id(0);
    one.application.programme = row.id(1);
    one.application.applicant = row.id(2);
    one.application.child = row.id(3);
    one.application.state = static_cast<ApplicationState>(row.number(4));
    one.application.evidence = static_cast<Evidence>(row.number(5));
    one.declared = copy(row.bytes(6));
    one.protocol = copy(row.bytes(7));
    one.application.at = row.instant(8);
    one.application.seq = place(row, 9);
    return one;
}

// Opened after the query: the vault asks the same connection for keys.
std::vector<Application> opened(const Vault& vault, std::vector<SealedApplication> sealed) {
    std::vector<Application> all;
    all.reserve(sealed.size());
    for (auto& one : sealed) {
        auto& application = one.application;
        if (const auto declared = declaredOf(vault.open(application.id, kDeclaredPlace, one.declared))) {
            application.bracket = declared->bracket;
            application.responsibility = declared->responsibility;
            application.is_protected = declared->is_protected;
            application.protocol = vault.open(application.id, kProtocolPlace, one.protocol);
        }
        all.push_back(std::move(application));
    }
    return all;
}

#define VOUCHER_COLUMNS "id, programme, application, child, holder, source, account, cents, act_number, act_date, state"

Voucher voucherOf(const Row& row) {
    Voucher voucher;
    voucher.id = row.id(0);
    voucher.programme = row.id(1);
    voucher.application = row.id(2);
    voucher.child = row.id(3);
    voucher.holder = row.id(4);
    voucher.source = row.id(5);
    voucher.account = place(row, 6);
    voucher.amount = money(row, 7);
    voucher.act_number = row.text(8);
    voucher.act_date = date(row, 9);
    voucher.state = static_cast<VoucherState>(row.number(10));
    return voucher;
}

}  // namespace

void ProgrammesRows::fill(Programme& programme) const {
    connection_.rows(
        "SELECT code, from_cents, to_cents, cents FROM programme_brackets WHERE programme = $1 ORDER BY place",
        [&](const Row& row) {
            programme.call.brackets.push_back({words(row, 0), money(row, 1), money(row, 2), money(row, 3)});
        },
        programme.id);
    connection_.rows(
        "SELECT kind, words FROM programme_texts WHERE programme = $1 ORDER BY kind, place",
        [&](const Row& row) {
            (row.number(0) == kArea ? programme.call.areas : programme.call.assumptions).push_back(words(row, 1));
        },
        programme.id);
    connection_.rows(
        "SELECT " SOURCE_COLUMNS " FROM funding_sources WHERE programme = $1 ORDER BY place",
        [&](const Row& row) {
            programme.sources.push_back(sourceOf(row));
            programme.call.sources.push_back(programme.sources.back().fund);
        },
        programme.id);
}

std::optional<Programme> ProgrammesRows::find(const registers::Id& id) const {
    std::optional<Programme> programme;
    connection_.rows(
        "SELECT " PROGRAMME_COLUMNS " FROM programmes WHERE id = $1",
        [&](const Row& row) { programme = programmeOf(row); }, id);
    if (programme) fill(*programme);
    return programme;
}

std::optional<Programme> ProgrammesRows::bySlug(std::string_view slug) const {
    std::optional<Programme> programme;
    connection_.rows(
        "SELECT " PROGRAMME_COLUMNS " FROM programmes WHERE slug = $1",
        [&](const Row& row) { programme = programmeOf(row); }, slug);
    if (programme) fill(*programme);
    return programme;
}

std::vector<Programme> ProgrammesRows::all() const {
    std::vector<Programme> all;
    connection_.rows("SELECT " PROGRAMME_COLUMNS " FROM programmes ORDER BY id",
                     [&](const Row& row) { all.push_back(programmeOf(row)); });
    for (auto& programme : all) fill(programme);
    return all;
}

void ProgrammesRows::add(const Programme& programme) {
    const auto& call = programme.call;
    connection_.run("INSERT INTO programmes (" PROGRAMME_COLUMNS
                    ") "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
                    programme.id, call.slug, call.title_it, call.title_en, call.amount_min.cents(),
                    call.amount_max.cents(), call.isee_max.cents(), registers::text(call.apply_from),
                    registers::text(call.apply_by), registers::text(call.buy_by), registers::text(call.service_ends_by),
                    registers::text(call.claim_by), call.child_age_below, call.days_to_spend_min,
                    static_cast<int>(call.payment_nature), static_cast<int>(call.vat_kind), programme.at,
                    programme.seq);
    for (std::size_t i = 0; i < call.brackets.size(); ++i) {
        const auto& bracket = call.brackets[i];
        connection_.run(
            "INSERT INTO programme_brackets (programme, place, code, from_cents, to_cents, cents) "
            "VALUES ($1, $2, $3, $4, $5, $6)",
            programme.id, i, bracket.code, bracket.from.cents(), bracket.to.cents(), bracket.amount.cents());
    }
    for (const auto kind : {kArea, kAssumption}) {
        const auto& texts = kind == kArea ? call.areas : call.assumptions;
        for (std::size_t i = 0; i < texts.size(); ++i)
            connection_.run("INSERT INTO programme_texts (programme, kind, place, words) VALUES ($1, $2, $3, $4)",
                            programme.id, kind, i, texts[i]);
    }
    for (const auto& source : programme.sources)
        connection_.run("INSERT INTO funding_sources (" SOURCE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        source.id, source.programme, source.place, source.fund.code, source.fund.name, source.fund.cup,
                        source.fund.amount.cents(), source.budget, source.account);
}

std::optional<Source> SourcesRows::source(const registers::Id& id) const {
    std::optional<Source> source;
    connection_.rows(
        "SELECT " SOURCE_COLUMNS " FROM funding_sources WHERE id = $1", [&](const Row& row) { source = sourceOf(row); },
        id);
    return source;
}

std::vector<Source> SourcesRows::all() const {
    std::vector<Source> all;
    connection_.rows("SELECT " SOURCE_COLUMNS " FROM funding_sources ORDER BY programme, place",
                     [&](const Row& row) { all.push_back(sourceOf(row)); });
    return all;
}

std::optional<Application> ApplicationsRows::find(const registers::Id& id) const {
    std::vector<SealedApplication> sealed;
    connection_.rows(
        "SELECT " APPLICATION_COLUMNS " FROM applications WHERE id = $1",
        [&](const Row& row) { sealed.push_back(sealedOf(row)); }, id);
    auto all = opened(vault_, std::move(sealed));
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

std::vector<Application> ApplicationsRows::ofApplicant(const registers::Id& applicant, const registers::Id& before,
                                                       int limit) const {
    std::vector<SealedApplication> sealed;
    connection_.rows(
        "SELECT " APPLICATION_COLUMNS " FROM applications WHERE applicant = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        [&](const Row& row) { sealed.push_back(sealedOf(row)); }, applicant, beforeOrLast(before), limit);
    return opened(vault_, std::move(sealed));
}

std::vector<Application> ApplicationsRows::ofProgramme(const registers::Id& programme, const registers::Id& after,
                                                       int limit) const {
    std::vector<SealedApplication> sealed;
    connection_.rows(
        "SELECT " APPLICATION_COLUMNS " FROM applications WHERE programme = $1 AND id > $2 ORDER BY id LIMIT $3",
        [&](const Row& row) { sealed.push_back(sealedOf(row)); }, programme, after, limit);
    return opened(vault_, std::move(sealed));
}

bool ApplicationsRows::isApplied(const registers::Id& programme, const registers::Id& child) const {
    bool is_applied = false;
    connection_.rows(
        "SELECT id FROM applications WHERE programme = $1 AND child = $2", [&](const Row&) { is_applied = true; },
        programme, child);
    return is_applied;
}

Applications::Children ApplicationsRows::children(const registers::Id& programme) const {
    Children children;
    connection_.rows(
        "SELECT child FROM applications WHERE programme = $1", [&](const Row& row) { children.insert(row.id(0)); },
        programme);
    return children;
}

std::vector<Entrant> ApplicationsRows::entrants(const registers::Id& programme) const {
    std::vector<std::pair<registers::Id, Sealed>> sealed;
    connection_.rows(
        "SELECT id, declared FROM applications WHERE programme = $1 AND state = $2 ORDER BY id",
        [&](const Row& row) { sealed.emplace_back(row.id(0), copy(row.bytes(1))); }, programme,
        static_cast<int>(ApplicationState::Eligible));
    std::vector<registers::Id> ids;
    for (const auto& one : sealed) ids.push_back(one.first);
    vault_.fetch(ids);
    std::vector<Entrant> entrants;
    entrants.reserve(sealed.size());
    for (const auto& [id, declared] : sealed)
        if (const auto known = declaredOf(vault_.open(id, kDeclaredPlace, declared)))
            entrants.push_back({id, known->bracket});
    return entrants;
}

int ApplicationsRows::count(const registers::Id& programme) const {
    int count = 0;
    connection_.rows(
        "SELECT COUNT(*) FROM applications WHERE programme = $1", [&](const Row& row) { count = small(row, 0); },
        programme);
    return count;
}

std::map<int, int> ApplicationsRows::brackets(const registers::Id& programme) const {
    std::vector<std::pair<registers::Id, Sealed>> sealed;
    connection_.rows(
        "SELECT id, declared FROM applications WHERE programme = $1 ORDER BY id",
        [&](const Row& row) { sealed.emplace_back(row.id(0), copy(row.bytes(1))); }, programme);
    std::vector<registers::Id> ids;
    for (const auto& one : sealed) ids.push_back(one.first);
    vault_.fetch(ids);
    std::map<int, int> counts;
    for (const auto& [id, declared] : sealed)
        if (const auto known = declaredOf(vault_.open(id, kDeclaredPlace, declared))) ++counts[known->bracket];
    return counts;
}

void ApplicationsRows::add(std::span<const Application> applications) {
    static const Bulk bulk{"INSERT INTO applications (" APPLICATION_COLUMNS ") VALUES ", 10};
    std::vector<registers::Id> ids;
    for (const auto& one : applications) ids.push_back(one.id);
    vault_.makeAll(ids);
    std::vector<Sealed> sealed;
    sealed.reserve(2 * applications.size());  // Rows look at these until finish().
    BulkRows rows{connection_, bulk};
    for (const auto& one : applications) {
        sealed.push_back(vault_.seal(one.id, kDeclaredPlace, sealedText(one)));
        sealed.push_back(vault_.seal(one.id, kProtocolPlace, one.protocol));
        rows.add(one.id, one.programme, one.applicant, one.child, static_cast<int>(one.state),
                 static_cast<int>(one.evidence), sealed[sealed.size() - 2], sealed.back(), one.at, one.seq);
    }
    rows.finish();
}

std::optional<Ranking> RankingsRows::ofProgramme(const registers::Id& programme) const {
    std::optional<Ranking> ranking;
    connection_.rows(
        "SELECT id, programme, seed, actor, at_us, applications, seq FROM rankings WHERE programme = $1",
        [&](const Row& row) {
            ranking = Ranking{row.id(0),      row.id(1),     words(row, 2), words(row, 3),
                              row.instant(4), small(row, 5), place(row, 6)};
        },
        programme);
    return ranking;
}

int RankingsRows::placeOf(const registers::Id& application) const {
    int found = 0;
    connection_.rows(
        "SELECT place FROM ranking_places WHERE application = $1", [&](const Row& row) { found = small(row, 0); },
        application);
    return found;
}

std::vector<Placed> RankingsRows::placed(const registers::Id& programme, int after_place, int limit) const {
    std::vector<Placed> all;
    connection_.rows(
        "SELECT r.place, a.id, a.state FROM ranking_places r JOIN applications a ON a.id = r.application "
        "WHERE r.programme = $1 AND r.place > $2 ORDER BY r.place LIMIT $3",
        [&](const Row& row) {
            all.push_back({small(row, 0), row.id(1), static_cast<ApplicationState>(row.number(2))});
        },
        programme, after_place, limit);
    return all;
}

std::vector<Waiting> RankingsRows::waiting(const registers::Id& programme) const {
    std::vector<std::pair<Waiting, Sealed>> sealed;
    connection_.rows(
        "SELECT r.place, a.id, a.applicant, a.child, a.declared FROM ranking_places r "
        "JOIN applications a ON a.id = r.application WHERE r.programme = $1 AND (a.state = $2 OR a.state = $3) "
        "ORDER BY r.place",
        [&](const Row& row) {
            sealed.emplace_back(Waiting{small(row, 0), row.id(1), row.id(2), row.id(3)}, copy(row.bytes(4)));
        },
        programme, static_cast<int>(ApplicationState::Ranked), static_cast<int>(ApplicationState::Waitlisted));
    std::vector<registers::Id> ids;
    for (const auto& one : sealed) ids.push_back(one.first.application);
    vault_.fetch(ids);
    std::vector<Waiting> waiting;
    waiting.reserve(sealed.size());
    for (auto& [one, declared] : sealed) {
        const auto known = declaredOf(vault_.open(one.application, kDeclaredPlace, declared));
        if (!known) continue;
        one.bracket = known->bracket;
        one.is_protected = known->is_protected;
        waiting.push_back(one);
    }
    return waiting;
}

void RankingsRows::add(const Ranking& ranking, std::span<const registers::Id> order) {
    static const Bulk bulk{"INSERT INTO ranking_places (programme, place, application) VALUES ", 3};
    connection_.run(
        "INSERT INTO rankings (id, programme, seed, actor, at_us, applications, seq) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ranking.id, ranking.programme, ranking.seed, ranking.actor, ranking.at, ranking.applications, ranking.seq);
    BulkRows rows{connection_, bulk};
    for (std::size_t i = 0; i < order.size(); ++i) rows.add(ranking.programme, i + 1, order[i]);
    rows.finish();
    connection_.run("UPDATE applications SET state = $1 WHERE programme = $2 AND state = $3",
                    static_cast<int>(ApplicationState::Ranked), ranking.programme,
                    static_cast<int>(ApplicationState::Eligible));
}

std::optional<Voucher> VouchersRows::find(const registers::Id& id) const {
    std::optional<Voucher> voucher;
    connection_.rows(
        "SELECT " VOUCHER_COLUMNS " FROM vouchers WHERE id = $1", [&](const Row& row) { voucher = voucherOf(row); },
        id);
    return voucher;
}

std::vector<Voucher> VouchersRows::ofHolder(const registers::Id& holder) const {
    std::vector<Voucher> all;
    connection_.rows(
        "SELECT " VOUCHER_COLUMNS " FROM vouchers WHERE holder = $1 ORDER BY id",
        [&](const Row& row) { all.push_back(voucherOf(row)); }, holder);
    return all;
}

std::vector<Vouchers::Brief> VouchersRows::ofProgramme(const registers::Id& programme) const {
    std::vector<Brief> all;
    connection_.rows(
        "SELECT source, account, cents FROM vouchers WHERE programme = $1",
        [&](const Row& row) {
            all.push_back({row.id(0), static_cast<ledger::AccountNo>(row.number(1)), money(row, 2)});
        },
        programme);
    return all;
}

std::vector<Award> VouchersRows::awards(const registers::Id& programme) const {
    std::vector<Award> all;
    connection_.rows(
        "SELECT id, programme, act_number, act_date, actor, at_us, vouchers, waitlisted, cents, seq FROM awards "
        "WHERE programme = $1 ORDER BY id",
        [&](const Row& row) {
            all.push_back({row.id(0), row.id(1), words(row, 2), date(row, 3), words(row, 4), row.instant(5),
                           small(row, 6), small(row, 7), money(row, 8), place(row, 9)});
        },
        programme);
    return all;
}

void VouchersRows::add(const Award& award, std::span<const Voucher> vouchers) {
    static const Bulk bulk{"INSERT INTO vouchers (" VOUCHER_COLUMNS ") VALUES ", 11};
    const auto act_date = registers::text(award.act_date);
    connection_.run(
        "INSERT INTO awards (id, programme, act_number, act_date, actor, at_us, vouchers, waitlisted, cents, seq) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        award.id, award.programme, award.act_number, act_date, award.actor, award.at, award.vouchers, award.waitlisted,
        award.total.cents(), award.seq);
    BulkRows rows{connection_, bulk};
    for (const auto& one : vouchers) {
        rows.add(one.id, one.programme, one.application, one.child, one.holder, one.source, one.account,
                 one.amount.cents(), one.act_number, act_date, static_cast<int>(one.state));
    }
    rows.finish();
    connection_.run(
        "UPDATE applications SET state = $1 WHERE programme = $2 AND (state = $3 OR state = $4) "
        "AND EXISTS (SELECT 1 FROM vouchers v WHERE v.application = applications.id)",
        static_cast<int>(ApplicationState::Awarded), award.programme, static_cast<int>(ApplicationState::Ranked),
        static_cast<int>(ApplicationState::Waitlisted));
    connection_.run("UPDATE applications SET state = $1 WHERE programme = $2 AND state = $3",
                    static_cast<int>(ApplicationState::Waitlisted), award.programme,
                    static_cast<int>(ApplicationState::Ranked));
}

}  // namespace buono::store
