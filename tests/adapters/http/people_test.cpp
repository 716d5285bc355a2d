// The people of the API and their pages, over rooms in memory: what a repeat answers, what a ticket never says, and who
// sees nothing.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "adapters/http/families.hpp"
#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/pages/site.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/access.hpp"
#include "core/people/rooms.hpp"
#include "core/programmes/ports.hpp"
#include "core/programmes/rooms.hpp"
#include "core/purchases/ports.hpp"
#include "core/purchases/rooms.hpp"
#include "core/register/codes.hpp"
#include "support/people.hpp"

namespace buono::http {
namespace {

using registers::Id;
using registers::Instant;
using test::idOf;

constexpr std::int64_t kMinute_us = 60'000'000;

class HandClock final : public registers::Clock {
public:
    Instant now() override { return at; }
    Instant at{1'772'352'000'000'000};  // 2026-03-01
};

class UtcCalendar final : public registers::Calendar {
public:
    registers::Date dateOf(Instant at) const override {
        using namespace std::chrono;
        return floor<days>(sys_time<microseconds>{microseconds{at.us}});
    }
    Instant endOf(registers::Date date) const override {
        using namespace std::chrono;
        return {duration_cast<microseconds>(sys_days{date}.time_since_epoch() + days{1}).count()};
    }
};

/// Not the platform's: different texts have different digests, and that is all these tests ask.
class SpreadDigest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override {
        registers::Sha256 out{};
        std::uint64_t state = 14695981039346656037ULL;
        for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        for (std::size_t i = 0; i < out.size(); ++i) {
            state = (state ^ i) * 1099511628211ULL;
            out[i] = static_cast<std::uint8_t>(state >> 56);
        }
        return out;
    }
};

class MemoryRegister final : public registers::Register {
public:
    struct Note {
        std::string actor, purpose;
    };

    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        const auto name = ticket.actor + "\n" + ticket.key;
        if (const auto kept = replies.find(name); kept != replies.end()) {
            if (kept->second.first.request != ticket.request) return Error{codes::kKeyReused, {}, {}};
            return kept->second.second;
        }
        auto reply = work();
        if (reply) replies.emplace(name, std::pair{ticket, *reply});
        return reply;
    }
    void note(const registers::Ticket& ticket, std::string_view purpose) override {
        notes.push_back({ticket.actor, std::string{purpose}});
    }

    std::map<std::string, std::pair<registers::Ticket, registers::Reply>> replies;
    std::vector<Note> notes;
};

class NoBalances final : public ledger::Balances {
public:
    std::optional<ledger::Account> account(ledger::AccountNo) const override { return std::nullopt; }
};

class OneProgramme final : public programmes::Programmes {
public:
    std::optional<programmes::Programme> find(const Id&) const override { return programme; }
    std::optional<programmes::Programme> bySlug(std::string_view) const override { return programme; }
    std::vector<programmes::Programme> all() const override { return {programme}; }
    void add(const programmes::Programme&) override {}
    programmes::Programme programme;
};

class FixedApplications final : public programmes::Applications {
public:
    std::optional<programmes::Application> find(const Id&) const override { return std::nullopt; }
    std::vector<programmes::Application> ofApplicant(const Id& applicant, const Id&, int) const override {
        std::vector<programmes::Application> found;
        for (const auto& one : all)
            if (one.applicant == applicant) found.push_back(one);
        return found;
    }
    std::vector<programmes::Application> ofProgramme(const Id&, const Id&, int) const override { return {}; }
    bool isApplied(const Id&, const Id&) const override { return false; }
    Children children(const Id&) const override { return {}; }
    std::vector<programmes::Entrant> entrants(const Id&) const override { return {}; }
    int count(const Id&) const override { return 0; }
    std::map<int, int> brackets(const Id&) const override { return {}; }
    void add(std::span<const programmes::Application>) override {}
    std::vector<programmes::Application> all;
};

/// A room that nobody enters in these tests.
template <class Room>
Room& unused() {
    alignas(std::max_align_t) static std::byte place[512];
    return reinterpret_cast<Room&>(place);
}

/// The site without its build: no style, no script, no Italian.
std::string emptyBuild() {
    const auto folder = std::filesystem::path{testing::TempDir()} / ("buono-site-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder / "assets");
    std::filesystem::create_directories(folder / "locales");
    std::ofstream manifest{folder / "assets" / "manifest.txt"};
    for (const auto* file : {"buono.css", "pages.js", "buono.svg"}) {
        std::ofstream{folder / "assets" / file} << "-";
        manifest << file << ' ' << file << '\n';
    }
    // A catalogue of messages with its head and nothing else.
    const std::string head = "Content-Type: text/plain; charset=UTF-8\n";
    const std::uint32_t table[]{0x950412de, 0, 1, 28, 36, 0, 44, 0, 44, static_cast<std::uint32_t>(head.size()), 45};
    std::ofstream{folder / "locales" / "it.mo", std::ios::binary}.write(reinterpret_cast<const char*>(table),
                                                                        sizeof table)
        << '\0' << head << '\0';
    return folder.string();
}

struct City {
    HandClock clock;
    UtcCalendar calendar;
    SpreadDigest digest;
    test::MadeIds ids;
    MemoryRegister registry;
    test::MemoryPersons persons;
    test::MemoryAccessCodes access_codes;
    test::MemoryAccounts accounts;
    test::MemoryNotices notices;
    test::MemoryAssistances assistances;
    OneProgramme programmes;
    FixedApplications applications;
    NoBalances balances;
    instruments::Wallet wallet{{}, balances};

    people::OpenAccount open_account{accounts};
    people::OpenSession open_session{accounts};
    people::KeepSession keep_session{accounts};
    people::AccountChanges account_changes{open_account, open_session, keep_session};
    people::RegisterFamily register_family{{persons, access_codes, accounts}, open_account};
    people::AddChild add_child{persons, accounts};
    people::GiveAccessCode give_access_code{persons, accounts, access_codes};
    people::GiveAssistanceCode give_assistance_code{assistances};
    people::OpenAssistance open_assistance{assistances, notices, ids};
    people::EndAssistance end_assistance{assistances};
    people::Views people_views{persons, notices, assistances};
    people::Changes people_changes{register_family, add_child,      give_access_code, give_assistance_code,
                                   open_assistance, end_assistance, notices};
    instruments::Views instrument_views{wallet, unused<instruments::Directory>()};
    programmes::Views programme_views{programmes,
                                      unused<programmes::FundingSources>(),
                                      applications,
                                      unused<programmes::Rankings>(),
                                      unused<programmes::Vouchers>(),
                                      unused<programmes::Budgets>()};
    Views views{unused<ledger::Views>(),
                accounts,
                people_views,
                unused<catalogue::Views>(),
                instrument_views,
                programme_views,
                unused<welfare::Views>(),
                unused<purchases::Views>(),
                unused<settlement::Views>(),
                unused<registers::ImportViews>()};
    Changes changes{unused<ledger::Book>(),
                    account_changes,
                    people_changes,
                    unused<catalogue::Changes>(),
                    unused<instruments::Changes>(),
                    unused<programmes::Changes>(),
                    unused<welfare::Changes>(),
                    unused<purchases::Changes>(),
                    unused<settlement::Changes>(),
                    unused<registers::ImportChanges>()};
    pages::Site site{std::string{BUONO_SOURCE} + "/host/web", emptyBuild()};
    Lobby lobby{{.version = "test", .password_cost = {1, 8192, 8}, .site = &site}};
    Desk desk{registry, ids, clock, calendar, digest, views, changes, lobby};
};

Request asking(const people::Caller& caller, std::string body = {}) {
    Request request;
    request.method = body.empty() ? "GET" : "POST";
    request.path = "/v1/test";
    request.operation = "test";
    request.address = "192.0.2.1";
    request.caller = caller;
    request.body = std::move(body);
    request.language = Language::English;
    return request;
}

const people::Caller kAnyone{};
people::Caller family(const Id& person) { return {people::Role::Family, person, {}, idOf(90)}; }
people::Caller operatorOf(const Id& person, std::uint8_t session = 91) {
    return {people::Role::SpaceOperator, person, idOf(80), idOf(session)};
}

std::string mario(const std::string& more = {}, const std::string& password = "una frase lunga") {
    return R"({"username":"Mario","password":")" + password +
           R"(","tax_code":"RSSMRA80A01H501U","given_name":"Mario","family_name":"Rossi","birth_date":"1980-01-01")" +
           more + "}";
}

Response registering(City& city, const std::string& body, const std::string& key = {}) {
    auto request = asking(kAnyone, body);
    if (!key.empty()) request.headers.add("idempotency-key", key);
    return operations::createFamilyAccount(city.desk, request);
}

std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

std::string idIn(const Response& response) { return response.body.substr(7, 36); }

TEST(FamilyAccounts, ARepeatUnderItsKeyGetsTheFirstAnswersBytes) {
    City city;
    const auto first = registering(city, mario(), "0123456789abcdef");
    ASSERT_EQ(first.status, 201) << first.body;
    const auto again = registering(city, mario(), "0123456789abcdef");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(city.persons.all.size(), 1u);
    EXPECT_EQ(city.accounts.all[0].login, "mario");
}

TEST(FamilyAccounts, AnotherRequestUnderTheKeyIsRefused) {
    City city;
    ASSERT_EQ(registering(city, mario(), "0123456789abcdef").status, 201);
    auto other_person = mario();
    other_person.replace(other_person.find("RSSMRA80A01H501U"), 16, "RSSMRA80A01H50MM");
    auto other_name = mario();
    other_name.replace(other_name.find("Mario"), 5, "mario.rossi");
    for (const auto& body : {mario({}, "un'altra frase lunga"), other_person, other_name}) {
        const auto refused = registering(city, body, "0123456789abcdef");
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_NE(refused.body.find("key_reused"), std::string::npos) << refused.body;
    }
    EXPECT_EQ(city.accounts.all.size(), 1u);
}

// What is kept beside a key says nothing from which a password or a tax code could be guessed.
TEST(FamilyAccounts, TheTicketIsTheSameForAnyPasswordAndPerson) {
    City one, other;
    ASSERT_EQ(registering(one, mario(), "0123456789abcdef").status, 201);
    auto body = mario({}, "un'altra frase lunga");
    body.replace(body.find("RSSMRA80A01H501U"), 16, "RSSMRA80A01H50MM");
    ASSERT_EQ(registering(other, body, "0123456789abcdef").status, 201);
    EXPECT_EQ(one.registry.replies.begin()->second.first.request, other.registry.replies.begin()->second.first.request);
    EXPECT_EQ(one.registry.replies.begin()->second.second.body.find("RSSMRA"), std::string::npos);
}

TEST(FamilyAccounts, TenRefusalsOfOneTaxCodeAreEnough) {
    City city;
    city.persons.add({idOf(7), "RSSMRA80A01H501U", "Mario", "Rossi",
                      registers::Date(std::chrono::year{1980}, std::chrono::month{1}, std::chrono::day{1})});
    for (int i = 0; i < LoginLimiter::kWrongMax; ++i)
        EXPECT_EQ(registering(city, mario(R"(,"access_code":"ZZZZ")")).status, 409);
    EXPECT_EQ(registering(city, mario(R"(,"access_code":"ZZZZ")")).status, 429);
    EXPECT_TRUE(city.accounts.all.empty());
}

TEST(FamilyAccounts, RefusesWeakPasswordsBadCodesAndUnknownMembersNamingTheField) {
    City city;
    EXPECT_NE(registering(city, mario({}, "corta")).body.find("weak_password"), std::string::npos);
    EXPECT_NE(registering(city, mario(R"(,"role":"auditor")")).body.find("unknown_member"), std::string::npos);
    auto body = mario();
    body.replace(body.find("H501U"), 5, "H501V");
    const auto refused = registering(city, body);
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("tax_code_invalid"), std::string::npos);
    EXPECT_NE(refused.body.find("/tax_code"), std::string::npos);
    EXPECT_EQ(refused.body.find("RSSMRA"), std::string::npos) << "no refusal repeats what was sent";
}

TEST(AccessCodes, TheCityHandsOneOutAndThePersonRegistersWithIt) {
    City city;
    city.persons.add({idOf(7), "RSSMRA80A01H501U", "Mario", "Rossi",
                      registers::Date(std::chrono::year{1980}, std::chrono::month{1}, std::chrono::day{1})});
    const people::Caller staff{people::Role::CityOperator, idOf(5), {}, idOf(92)};
    const auto given = operations::createAccessCode(city.desk, asking(staff, R"({"tax_code":"rssmra80a01h501u"})"));
    ASSERT_EQ(given.status, 201) << given.body;
    ASSERT_EQ(city.registry.notes.size(), 1u) << "a look-up by tax code is a read of a person";
    const auto code = given.body.substr(given.body.find("\"code\":\"") + 8, 19);
    for (const auto& [key, kept] : city.registry.replies) EXPECT_EQ(kept.second.body, "") << "the code is kept nowhere";
    const auto registered = registering(city, mario(R"(,"access_code":")" + code + R"(")"));
    EXPECT_EQ(registered.status, 201) << registered.body;
    EXPECT_EQ(idIn(registered), idOf(7).text());
    const auto absent =
        operations::createAccessCode(city.desk, asking(staff, R"({"person_id":")" + idOf(8).text() + R"("})"));
    EXPECT_EQ(absent.status, 404);
}

TEST(Children, ARepeatAnswersTheSameChildAndAnotherChildUnderTheKeyIsRefused) {
    City city;
    ASSERT_EQ(registering(city, mario()).status, 201);
    const auto caller = family(city.persons.all[0].id);
    const auto add = [&](const std::string& tax_code, const std::string& born) {
        auto request =
            asking(caller, R"({"tax_code":")" + tax_code +
                               R"(","given_name":"Lara","family_name":"Rossi","birth_date":")" + born + R"("})");
        request.headers.add("idempotency-key", "0123456789abcdef");
        return operations::createChild(city.desk, request);
    };
    const auto first = add("RSSLRA16P41X999O", "2016-09-01");
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(add("RSSLRA16P41X999O", "2016-09-01").body, first.body);
    EXPECT_NE(add("RSSLRA12C41X999M", "2012-03-01").body.find("key_reused"), std::string::npos);
    const auto listed = operations::listChildren(city.desk, asking(caller));
    EXPECT_NE(listed.body.find(idIn(first)), std::string::npos);
    EXPECT_EQ(listed.body.find("RSSLRA"), std::string::npos);
}

TEST(Notices, AreListedNewestFirstPageByPageAndMarkedSeen) {
    City city;
    for (std::uint8_t i = 1; i <= 3; ++i)
        city.notices.add({idOf(i), idOf(9), "redeemed", idOf(50), {i * kMinute_us}, false});
    city.notices.add({idOf(4), idOf(10), "redeemed", idOf(51), {1}, false});
    auto request = asking(family(idOf(9)));
    request.query.add("limit", "2");
    const auto first = operations::listNotices(city.desk, request);
    EXPECT_LT(first.body.find(idOf(3).text()), first.body.find(idOf(2).text()));
    EXPECT_EQ(first.body.find(idOf(1).text()), std::string::npos);
    EXPECT_NE(first.body.find("\"unseen\":3"), std::string::npos);
    const auto at = first.body.find("\"next_cursor\":\"") + 15;
    request.query.add("cursor", first.body.substr(at, first.body.find('"', at) - at));
    const auto second = operations::listNotices(city.desk, request);
    EXPECT_NE(second.body.find(idOf(1).text()), std::string::npos);
    EXPECT_EQ(second.body.find(idOf(2).text()), std::string::npos);
    EXPECT_EQ(second.body.find(idOf(4).text()), std::string::npos) << "another's notice";

    const auto seen = operations::markNoticesSeen(
        city.desk, asking(family(idOf(9)), R"({"up_to":")" + Instant{2 * kMinute_us}.text() + R"("})"));
    EXPECT_NE(seen.body.find("\"unseen\":1"), std::string::npos) << seen.body;
    EXPECT_EQ(city.notices.unseen(idOf(10)), 1);
}

struct Helped {
    City city;
    Id person = idOf(7);
    std::string session;

    Helped() {
        city.persons.add({person, "RSSMRA80A01H501U", "Mario", "Rossi",
                          registers::Date(std::chrono::year{1980}, std::chrono::month{1}, std::chrono::day{1})});
        city.programmes.programme.call.title_en = "WISH MI";
        programmes::Application one;
        one.id = idOf(60);
        one.applicant = person;
        one.state = programmes::ApplicationState::Waitlisted;
        one.protocol = "INPS-ISEE-2026-01234567A-00";
        city.applications.all = {one};
        session = idIn(opens(code()));
    }
    std::string code() {
        const auto given = operations::createAssistanceCode(city.desk, asking(family(person), "{}"));
        return given.body.substr(given.body.find("\"code\":\"") + 8, 9);
    }
    Response opens(const std::string& typed, const people::Caller& who = operatorOf(idOf(2))) {
        return operations::createAssistanceSession(city.desk, asking(who, R"({"code":")" + typed + R"("})"));
    }
    Response reads(const std::string& id, const people::Caller& who = operatorOf(idOf(2))) {
        auto request = asking(who);
        request.parameters.add("session_id", id);
        return operations::readAssistanceSession(city.desk, request);
    }
};

TEST(AssistanceSessions, ShowAFirstNameStatesAndLabelsAndEachReadIsNoted) {
    Helped desk;
    const auto read = desk.reads(desk.session);
    ASSERT_EQ(read.status, 200) << read.body;
    for (const auto* shown : {"\"given_name\":\"Mario\"", "WISH MI", "waitlisted"})
        EXPECT_NE(read.body.find(shown), std::string::npos) << shown;
    for (const auto* hidden : {"Rossi", "RSSMRA", "INPS", "1980"})
        EXPECT_EQ(read.body.find(hidden), std::string::npos) << hidden;
    ASSERT_EQ(desk.city.registry.notes.size(), 1u);
    EXPECT_EQ(desk.city.registry.notes[0].actor, "person:" + idOf(2).text());
    EXPECT_EQ(desk.city.registry.notes[0].purpose, "assistance:" + desk.session);
    desk.reads(desk.session);
    EXPECT_EQ(desk.city.registry.notes.size(), 2u);
}

TEST(AssistanceSessions, ForeignEndedAndAbsentAnswerByteForByteAlike) {
    Helped desk;
    const auto absent = desk.reads(idOf(200).text());
    EXPECT_EQ(absent.status, 404);
    EXPECT_EQ(desk.reads(desk.session, operatorOf(idOf(3))).body, absent.body) << "a colleague's";
    EXPECT_EQ(desk.reads("no id at all").body, absent.body);
    auto end = asking(family(desk.person));
    end.parameters.add("session_id", desk.session);
    EXPECT_EQ(operations::deleteAssistanceSession(desk.city.desk, end).status, 204) << "the person ends it";
    EXPECT_EQ(desk.reads(desk.session).body, absent.body);
    EXPECT_TRUE(desk.city.registry.notes.empty()) << "nothing was read";
    desk.session = idIn(desk.opens(desk.code()));
    EXPECT_EQ(desk.reads(desk.session).status, 200);
    desk.city.clock.at.us += people::kAssistanceLife_us;
    EXPECT_EQ(desk.reads(desk.session).body, absent.body) << "an hour is over";
}

TEST(AssistanceSessions, TenWrongCodesAreEnoughForAQuarterOfAnHour) {
    Helped desk;
    const auto code = desk.code();
    for (std::size_t i = 0; i < CodeGuard::kWrongMax; ++i) EXPECT_EQ(desk.opens("00000000").status, 409);
    EXPECT_EQ(desk.opens(code).status, 429);
    EXPECT_EQ(desk.opens(code, operatorOf(idOf(3), 95)).status, 201) << "another operator's session";
}

// Every page renders with what its handler gives: a name the template uses and the data lacks would throw.
TEST(PeoplePages, RenderBeforeAndAfterThereIsSomethingToShow) {
    Helped desk;
    auto& city = desk.city;
    const auto own = asking(family(desk.person));
    const auto holds = [](const Response& page, const char* text) { return page.body.find(text) != std::string::npos; };
    EXPECT_TRUE(holds(operations::pageRegisterForm(city.desk, asking(kAnyone)), "action=\"/registrazione\""));
    EXPECT_TRUE(holds(operations::pageChildren(city.desk, own), "No child yet"));
    EXPECT_TRUE(holds(operations::pageNotices(city.desk, own), "An operator of a Spazio is helping you"));
    EXPECT_TRUE(holds(operations::pageHelp(city.desk, own), "An operator can see your summary now"));
    EXPECT_TRUE(holds(operations::pageHelpCode(city.desk, own), "Say this code"));
    const auto staff = asking(operatorOf(idOf(2)));
    EXPECT_TRUE(holds(operations::pageSpaceDesk(city.desk, staff), desk.session.c_str()));
    auto open = staff;
    open.parameters.add("session_id", desk.session);
    const auto summary = operations::pageAssistance(city.desk, open);
    for (const auto* text : {"<h1>Mario</h1>", "WISH MI", "On the waiting list", "No voucher or credit"})
        EXPECT_TRUE(holds(summary, text)) << text;
    EXPECT_FALSE(holds(summary, "Rossi"));
    EXPECT_EQ(operations::pageEndAssistance(city.desk, open).status, 303);
    EXPECT_EQ(operations::pageAssistance(city.desk, open).status, 404);
    EXPECT_TRUE(holds(operations::pageHelp(city.desk, own), "Nobody sees anything of you now"));
}

TEST(PeoplePages, AFamilyRegistersAndIsLoggedInAndAMistakeKeepsWhatWasTyped) {
    City city;
    const auto form = [&](const char* tax_code) {
        auto request = asking(kAnyone, "-");
        for (const auto& [name, value] :
             std::initializer_list<std::pair<const char*, const char*>>{{"username", "Mario"},
                                                                        {"password", "una frase lunga"},
                                                                        {"tax_code", tax_code},
                                                                        {"given_name", "Mario"},
                                                                        {"family_name", "Rossi"},
                                                                        {"birth_date", "01/01/1980"},
                                                                        {"access_code", ""},
                                                                        {"key", "0123456789abcdef"}})
            request.form.add(name, value);
        return operations::pageRegister(city.desk, request);
    };
    const auto wrong = form("RSSMRA80A01H501V");
    EXPECT_EQ(wrong.status, 422);
    for (const auto* text : {"The tax code is not valid", "RSSMRA80A01H501V", "01/01/1980", "value=\"Rossi\""})
        EXPECT_NE(wrong.body.find(text), std::string::npos) << text;
    EXPECT_EQ(wrong.body.find("una frase lunga"), std::string::npos) << "a password is never shown again";
    for (int i = 0; i < 2; ++i) {  // The second is a button pressed twice.
        const auto right = form("RSSMRA80A01 H501U");
        EXPECT_EQ(right.status, 303) << right.body;
        EXPECT_EQ(header(right, "Location"), "/area?esito=registrato");
        EXPECT_TRUE(header(right, "Set-Cookie").starts_with("__Host-session="));
    }
    EXPECT_EQ(city.accounts.all.size(), 1u);
}

TEST(PeoplePages, AChildIsAddedOnceHoweverOftenTheFormIsSent) {
    City city;
    ASSERT_EQ(registering(city, mario()).status, 201);
    auto request = asking(family(city.persons.all[0].id), "-");
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"tax_code", "RSSLRA16P41X999O"},
                                                                    {"given_name", "Lara"},
                                                                    {"family_name", "Rossi"},
                                                                    {"birth_date", "2016-09-01"},
                                                                    {"key", "0123456789abcdef"}})
        request.form.add(name, value);
    EXPECT_EQ(operations::pageAddChild(city.desk, request).status, 303);
    EXPECT_EQ(operations::pageAddChild(city.desk, request).status, 303);
    EXPECT_EQ(city.persons.all.size(), 2u);
    const auto page = operations::pageChildren(city.desk, asking(request.caller));
    EXPECT_NE(page.body.find("Lara Rossi"), std::string::npos);
    EXPECT_NE(page.body.find("01/09/2016"), std::string::npos);
}

TEST(PeoplePages, NoticesThatCameAfterThePageStayNew) {
    City city;
    city.notices.add({idOf(1), idOf(9), "purchase_confirmed", idOf(50), city.clock.at, false});
    const auto page = operations::pageNotices(city.desk, asking(family(idOf(9))));
    EXPECT_NE(page.body.find("/area/acquisti/" + idOf(50).text()), std::string::npos);
    auto request = asking(family(idOf(9)), "-");
    request.form.add("until", std::to_string(city.clock.at.us));
    request.form.add("key", "0123456789abcdef");
    city.notices.add({idOf(2), idOf(9), "redeemed", idOf(50), {city.clock.at.us + 1}, false});
    EXPECT_EQ(operations::pageNoticesSeen(city.desk, request).status, 303);
    EXPECT_EQ(city.notices.unseen(idOf(9)), 1);
}

}  // namespace
}  // namespace buono::http
