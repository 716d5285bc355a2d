#include "adapters/store/people_rows.hpp"

#include <map>

#include "adapters/store/bulk.hpp"

namespace buono::store {
namespace {

using registers::Id;
using registers::Instant;

constexpr std::string_view kPlace = "persons.data";
constexpr std::string_view kTaxCode = "persons.tax_code";
constexpr std::string_view kAccessCode = "access_codes.code";
constexpr std::string_view kAssistanceCode = "assistance_codes.code";
const Id kNewest{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

// One line each: no name has a line break (checkPerson).
std::string dataOf(const people::Person& person) {
    return person.tax_code + "\n" + registers::text(person.born) + "\n" + person.given_name + "\n" + person.family_name;
}

std::string_view line(std::string_view& rest) {
    const auto end = rest.find('\n');
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

std::vector<std::uint8_t> copy(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

people::Notice noticeOf(const Row& row) {
    return {row.id(0), row.id(1), std::string{row.text(2)}, row.id(3), row.instant(4), row.number(5) != 0};
}

people::Assistance assistanceOf(const Row& row) {
    return {row.id(0), row.id(1), row.id(2), row.id(3), row.instant(4), row.instant(5)};
}

}  // namespace

std::optional<people::Person> PersonsRows::opened(const Id& id, Bytes sealed) const {
    const auto data = vault_.open(id, kPlace, sealed);
    if (data.empty()) return std::nullopt;  // The key was destroyed.
    std::string_view rest{data};
    people::Person person;
    person.id = id;
    person.tax_code = line(rest);
    const auto born = registers::parseDate(line(rest));
    if (!born) connection_.damaged("persons.data without a birth date");
    person.born = *born;
    person.given_name = line(rest);
    person.family_name = line(rest);
    return person;
}

std::optional<people::Person> PersonsRows::find(const Id& id) const {
    std::optional<std::vector<std::uint8_t>> sealed;
    connection_.rows(
        "SELECT data FROM persons WHERE id = $1", [&](const Row& row) { sealed = copy(row.bytes(0)); }, id);
    return sealed ? opened(id, *sealed) : std::nullopt;
}

std::optional<Id> PersonsRows::byTaxCode(std::string_view tax_code) const {
    std::optional<Id> found;
    connection_.rows(
        "SELECT id FROM persons WHERE tax_code_hash = $1", [&](const Row& row) { found = row.id(0); },
        vault_.index(kTaxCode, tax_code));
    return found;
}

std::vector<people::Person> PersonsRows::childrenOf(const Id& adult) const {
    std::vector<std::pair<Id, std::vector<std::uint8_t>>> sealed;
    connection_.rows(
        "SELECT p.id, p.data FROM responsibilities r JOIN persons p ON p.id = r.child WHERE r.adult = $1 "
        "ORDER BY r.child",
        [&](const Row& row) { sealed.emplace_back(row.id(0), copy(row.bytes(1))); }, adult);
    std::vector<people::Person> children;
    for (const auto& [id, data] : sealed)
        if (auto child = opened(id, data)) children.push_back(*std::move(child));
    return children;
}

bool PersonsRows::isResponsibleFor(const Id& adult, const Id& child) const {
    bool found = false;
    connection_.rows(
        "SELECT 1 FROM responsibilities WHERE adult = $1 AND child = $2", [&](const Row&) { found = true; }, adult,
        child);
    return found;
}

void PersonsRows::add(const people::Person& person) {
    connection_.run("INSERT INTO persons (id, tax_code_hash, data) VALUES ($1, $2, $3)", person.id,
                    vault_.index(kTaxCode, person.tax_code), vault_.seal(person.id, kPlace, dataOf(person)));
}

void PersonsRows::addChild(const Id& adult, const Id& child) {
    connection_.run("INSERT INTO responsibilities (adult, child) VALUES ($1, $2)", adult, child);
}

std::unordered_map<std::string, Id> PersonsRows::byTaxCodes(std::span<const std::string> tax_codes) const {
    static const BulkIn persons{"SELECT tax_code_hash, id FROM persons WHERE tax_code_hash IN "};
    std::map<registers::Sha256, const std::string*> code_of;
    std::vector<registers::Sha256> hashes;
    for (const auto& code : tax_codes) {
        hashes.push_back(vault_.index(kTaxCode, code));
        code_of[hashes.back()] = &code;
    }
    std::unordered_map<std::string, Id> found;
    persons.each(connection_, std::span<const registers::Sha256>{hashes},
                 [&](const Row& row) { found.emplace(*code_of.at(row.hash(0)), row.id(1)); });
    return found;
}

void PersonsRows::addAll(std::span<const people::Person> persons) {
    static const Bulk bulk{"INSERT INTO persons (id, tax_code_hash, data) VALUES ", 3};
    std::vector<Id> ids;
    for (const auto& person : persons) ids.push_back(person.id);
    vault_.makeAll(ids);
    std::vector<std::pair<registers::Sha256, std::vector<std::uint8_t>>> kept;
    kept.reserve(persons.size());  // Rows look at these until finish().
    BulkRows rows{connection_, bulk};
    for (const auto& person : persons) {
        kept.emplace_back(vault_.index(kTaxCode, person.tax_code), vault_.seal(person.id, kPlace, dataOf(person)));
        rows.add(person.id, kept.back().first, kept.back().second);
    }
    rows.finish();
}

void PersonsRows::addChildren(std::span<const Link> links) {
    static const Bulk bulk{"INSERT INTO responsibilities (adult, child) VALUES ", 2};
    BulkRows rows{connection_, bulk};
    for (const auto& link : links) rows.add(link.adult, link.child);
    rows.finish();
}

std::optional<people::AccessCode> AccessCodesRows::find(std::string_view code) const {
    std::optional<people::AccessCode> found;
    connection_.rows(
        "SELECT person, expires_us FROM access_codes WHERE code_hash = $1",
        [&](const Row& row) {
            found = people::AccessCode{row.id(0), row.instant(1)};
        },
        vault_.index(kAccessCode, code));
    return found;
}

void AccessCodesRows::put(const people::AccessCode& access, std::string_view code) {
    connection_.run(
        "INSERT INTO access_codes (person, code_hash, expires_us) VALUES ($1, $2, $3) "
        "ON CONFLICT (person) DO UPDATE SET code_hash = excluded.code_hash, expires_us = excluded.expires_us",
        access.person, vault_.index(kAccessCode, code), access.expires);
}

void AccessCodesRows::remove(const Id& person) {
    connection_.run("DELETE FROM access_codes WHERE person = $1", person);
}

std::vector<people::Notice> NoticesRows::ofPerson(const Id& person, const Id& before, int limit) const {
    std::vector<people::Notice> notices;
    connection_.rows(
        "SELECT id, person, kind, subject, at_us, seen FROM notices WHERE person = $1 AND id < $2 "
        "ORDER BY id DESC LIMIT $3",
        [&](const Row& row) { notices.push_back(noticeOf(row)); }, person, before.isNil() ? kNewest : before, limit);
    return notices;
}

int NoticesRows::unseen(const Id& person) const {
    int count = 0;
    connection_.rows(
        "SELECT COUNT(*) FROM notices WHERE person = $1 AND seen = 0",
        [&](const Row& row) { count = static_cast<int>(row.number(0)); }, person);
    return count;
}

void NoticesRows::add(const people::Notice& notice) {
    connection_.run("INSERT INTO notices (person, id, kind, subject, at_us, seen) VALUES ($1, $2, $3, $4, $5, $6)",
                    notice.person, notice.id, notice.kind, notice.subject, notice.at, notice.seen);
}

void NoticesRows::addAll(std::span<const people::Notice> notices) {
    static const Bulk bulk{"INSERT INTO notices (person, id, kind, subject, at_us, seen) VALUES ", 6};
    BulkRows rows{connection_, bulk};
    for (const auto& one : notices) rows.add(one.person, one.id, one.kind, one.subject, one.at, one.seen);
    rows.finish();
}

void NoticesRows::markSeen(const Id& person, Instant up_to) {
    connection_.run("UPDATE notices SET seen = 1 WHERE person = $1 AND seen = 0 AND at_us <= $2", person, up_to);
}

std::optional<people::Assistance> AssistancesRows::find(const Id& session) const {
    std::optional<people::Assistance> found;
    connection_.rows(
        "SELECT id, person, operator_id, space, opened_us, ends_us FROM assistances WHERE id = $1",
        [&](const Row& row) { found = assistanceOf(row); }, session);
    return found;
}

std::vector<people::Assistance> AssistancesRows::ofOperator(const Id& operator_id, Instant now) const {
    std::vector<people::Assistance> found;
    connection_.rows(
        "SELECT id, person, operator_id, space, opened_us, ends_us FROM assistances "
        "WHERE operator_id = $1 AND ends_us > $2 ORDER BY id DESC",
        [&](const Row& row) { found.push_back(assistanceOf(row)); }, operator_id, now);
    return found;
}

std::vector<people::Assistance> AssistancesRows::withPerson(const Id& person, Instant now) const {
    std::vector<people::Assistance> found;
    connection_.rows(
        "SELECT id, person, operator_id, space, opened_us, ends_us FROM assistances "
        "WHERE person = $1 AND ends_us > $2 ORDER BY id DESC",
        [&](const Row& row) { found.push_back(assistanceOf(row)); }, person, now);
    return found;
}

void AssistancesRows::add(const people::Assistance& a) {
    connection_.run(
        "INSERT INTO assistances (id, person, operator_id, space, opened_us, ends_us) VALUES ($1, $2, $3, $4, $5, $6)",
        a.id, a.person, a.operator_id, a.space, a.opened, a.ends);
}

void AssistancesRows::end(const Id& session, Instant now) {
    connection_.run("UPDATE assistances SET ends_us = $2 WHERE id = $1", session, now);
}

std::optional<people::AssistanceCode> AssistancesRows::code(std::string_view code) const {
    std::optional<people::AssistanceCode> found;
    connection_.rows(
        "SELECT person, expires_us FROM assistance_codes WHERE code_hash = $1",
        [&](const Row& row) {
            found = people::AssistanceCode{row.id(0), row.instant(1)};
        },
        vault_.index(kAssistanceCode, code));
    return found;
}

void AssistancesRows::putCode(const people::AssistanceCode& consent, std::string_view code) {
    connection_.run(
        "INSERT INTO assistance_codes (person, code_hash, expires_us) VALUES ($1, $2, $3) "
        "ON CONFLICT (person) DO UPDATE SET code_hash = excluded.code_hash, expires_us = excluded.expires_us",
        consent.person, vault_.index(kAssistanceCode, code), consent.expires);
}

void AssistancesRows::removeCode(const Id& person) {
    connection_.run("DELETE FROM assistance_codes WHERE person = $1", person);
}

}  // namespace buono::store
