// Calls, files, applications, ranking and award over the API, on rooms in memory: who sees what, and what a repeat
// says.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "adapters/http/lobby.hpp"
#include "adapters/http/operations.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/rooms.hpp"
#include "core/programmes/budgets.hpp"
#include "core/programmes/offers.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"
#include "core/register/rooms.hpp"
#include "support/city_hall.hpp"
#include "support/imports.hpp"
#include "support/office.hpp"

namespace buono::http {
namespace {

using registers::Id;

class HandClock final : public registers::Clock {
public:
    registers::Instant now() override { return at; }
    registers::Instant at = test::instantOf("2026-03-10");
};

class KeptReplies final : public registers::Register {
public:
    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        const auto name = ticket.actor + "\n" + ticket.key;
        if (const auto kept = replies.find(name); kept != replies.end()) return kept->second;
        auto reply = work();
        if (reply) replies.emplace(name, *reply);
        return reply;
    }
    void note(const registers::Ticket&, std::string_view purpose) override { notes.emplace_back(purpose); }

    std::map<std::string, registers::Reply> replies;
    std::vector<std::string> notes;
};

/// A room that nobody enters in these tests.
template <class Room>
Room& unused() {
    alignas(std::max_align_t) static std::byte place[512];
    return reinterpret_cast<Room&>(place);
}

struct Town {
    Town() { hall.scenario.clock = &clock; }

    test::CityHall hall;
    HandClock clock;
    KeptReplies registry;
    test::MemoryImports imports;
    test::PlainTables tables;
    test::MemoryDirectory directory;

    programmes::Budgets budgets{hall.vouchers, directory, hall.book};
    programmes::VoucherOffers offers{hall.vouchers, hall.programmes};
    instruments::Wallet wallet{{&offers}, hall.book};
    registers::ImportKinds kinds{{"applications", &hall.import}};
    registers::StageImport stage{imports};
    registers::ConfirmImport confirm{imports, tables, kinds};
    registers::DiscardImport discard{imports};

    registers::ImportViews import_views{imports, tables, kinds};
    registers::ImportChanges import_changes{stage, confirm, discard};
    people::Views people_views{hall.persons, hall.notices, unused<people::Assistances>()};
    instruments::Views instrument_views{wallet, directory};
    programmes::Views programme_views{hall.programmes,   unused<programmes::FundingSources>(),
                                      hall.applications, hall.rankings,
                                      hall.vouchers,     budgets};
    programmes::Changes programme_changes{hall.load, hall.apply, hall.rank, hall.award};
    Views views{unused<ledger::Views>(),
                unused<people::AccountsView>(),
                people_views,
                unused<catalogue::Views>(),
                instrument_views,
                programme_views,
                unused<welfare::Views>(),
                unused<purchases::Views>(),
                unused<settlement::Views>(),
                import_views};
    Changes changes{hall.book,
                    unused<people::AccountChanges>(),
                    unused<people::Changes>(),
                    unused<catalogue::Changes>(),
                    unused<instruments::Changes>(),
                    programme_changes,
                    unused<welfare::Changes>(),
                    unused<purchases::Changes>(),
                    unused<settlement::Changes>(),
                    import_changes};
    Lobby lobby{{.version = "test"}};
    Desk desk{registry, hall.ids, clock, hall.calendar, hall.digest, views, changes, lobby};
};

Id callerId(std::uint8_t number) {
    Id id;
    id.bytes[0] = 0xcc;
    id.bytes[15] = number;
    return id;
}

const people::Caller kManager{people::Role::CityManager, callerId(1), {}, callerId(2)};
people::Caller employer(std::uint8_t number) {
    return {people::Role::Employer, callerId(number), callerId(number), callerId(3)};
}
people::Caller family(const Id& person) { return {people::Role::Family, person, {}, callerId(4)}; }

Request asking(const people::Caller& caller, std::string body = {}, const std::string& key = {}) {
    Request request;
    request.method = body.empty() ? "GET" : "POST";
    request.path = "/v1/test";
    request.operation = "test";
    request.caller = caller;
    request.body = std::move(body);
    request.language = Language::English;
    if (!key.empty()) request.headers.add("idempotency-key", key);
    return request;
}
Request about(Request request, const char* parameter, const Id& id) {
    request.parameters.add(parameter, id.text());
    return request;
}

std::string wishMi() {
    std::ifstream file{BUONO_SOURCE "/schemas/programme/wish-mi.json", std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string rowOf(int parent, int child, const char* bracket = "B3") {
    return test::taxCodeBorn(test::dateOf("1985-04-12"), parent) + ",Lucia,Esempio,1985-04-12," +
           test::taxCodeBorn(test::dateOf("2015-09-01"), child) + ",Nora,Esempio,2015-09-01," + bracket +
           ",INPS-ISEE-2026-01234567A-00\n";
}
std::string fileOf(const std::string& rows) {
    return "applicant_tax_code,applicant_given_name,applicant_family_name,applicant_birth_date,child_tax_code,"
           "child_given_name,child_family_name,child_birth_date,bracket,isee_protocol\n" +
           rows;
}
Request fileInto(const Id& programme, const people::Caller& caller, std::string file, const char* key) {
    auto request = asking(caller, std::move(file), key);
    request.query.add("kind", "applications");
    request.query.add("programme", programme.text());
    return request;
}

std::string applicationFor(const Id& programme, const Id& child) {
    return R"({"programme_id":")" + programme.text() + R"(","children":[")" + child.text() +
           R"("],"bracket":"B3","isee_protocol":"INPS-ISEE-2026-01234567A-00","declaration":true})";
}

TEST(ProgrammesApi, ADryRunWritesNothingAndALoadedCallIsLoadedOnce) {
    Town town;
    auto dry = asking(kManager, wishMi(), "dry-run-key-00001");
    dry.query.add("dry_run", "true");
    EXPECT_EQ(operations::createProgramme(town.desk, dry).status, 200);
    EXPECT_TRUE(town.hall.programmes.rows.empty());
    EXPECT_TRUE(town.hall.scenario.entries.empty());

    const auto loaded = operations::createProgramme(town.desk, asking(kManager, wishMi(), "load-call-key-0001"));
    ASSERT_EQ(loaded.status, 201) << loaded.body;
    const auto again = operations::createProgramme(town.desk, asking(kManager, wishMi(), "load-call-key-0002"));
    EXPECT_EQ(again.status, 200);
    EXPECT_NE(again.body.find("\"unchanged\":true"), std::string::npos);
    EXPECT_EQ(town.hall.scenario.entries.size(), 1U);

    auto odd = asking(kManager, wishMi());
    odd.query.add("dry_run", "yes");
    EXPECT_EQ(operations::createProgramme(town.desk, odd).status, 422);
    const auto list = operations::listProgrammes(town.desk, asking({}));
    EXPECT_NE(list.body.find("\"budget\":{\"amount\":\"259834.00\""), std::string::npos) << list.body;
}

TEST(ImportsApi, AFileIsStagedThenConfirmedOnce) {
    Town town;
    const auto call = town.hall.loaded();
    const auto file = fileOf(rowOf(1, 2) + rowOf(1, 3) + rowOf(4, 2) + rowOf(4, 5, ""));
    const auto staged = operations::createImport(town.desk, fileInto(call, kManager, file, "stage-key-000001"));
    ASSERT_EQ(staged.status, 201) << staged.body;
    EXPECT_NE(staged.body.find("\"accepted\":2,\"refused\":2"), std::string::npos) << staged.body;
    EXPECT_TRUE(town.hall.applications.rows.empty());
    const auto id = town.imports.rows.begin()->first;

    auto csv = about(asking(kManager), "import_id", id);
    csv.query.add("format", "csv");
    const auto errors = operations::listImportErrors(town.desk, csv);
    EXPECT_EQ(errors.content_type, "text/csv; charset=utf-8");
    EXPECT_NE(errors.body.find("\r\n4,child_tax_code,718,"), std::string::npos) << errors.body;
    EXPECT_NE(errors.body.find("\r\n5,bracket,713,"), std::string::npos) << errors.body;

    const auto confirm = [&](const char* key) {
        return operations::confirmImport(town.desk, about(asking(kManager, "{}", key), "import_id", id));
    };
    const auto confirmed = confirm("confirm-key-00001");
    ASSERT_EQ(confirmed.status, 201) << confirmed.body;
    EXPECT_EQ(town.hall.applications.rows.size(), 2U);
    EXPECT_EQ(confirm("confirm-key-00001").body, confirmed.body);
    EXPECT_EQ(confirm("confirm-key-00002").status, 409);
    EXPECT_EQ(town.hall.applications.rows.size(), 2U);
}

// The window may close between a request and its repeat: the repeat still gets the first answer.
TEST(ImportsApi, ARepeatGetsTheFirstAnswerWhateverTheFileWouldSayNow) {
    Town town;
    const auto call = town.hall.loaded();
    const auto staged =
        operations::createImport(town.desk, fileInto(call, kManager, fileOf(rowOf(1, 2)), "stage-key-000001"));
    ASSERT_EQ(staged.status, 201);
    town.clock.at = test::instantOf("2026-04-10");
    const auto again =
        operations::createImport(town.desk, fileInto(call, kManager, fileOf(rowOf(1, 2)), "stage-key-000001"));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, staged.body);
    const auto fresh =
        operations::createImport(town.desk, fileInto(call, kManager, fileOf(rowOf(1, 2)), "stage-key-000002"));
    EXPECT_EQ(fresh.status, 409);
    EXPECT_EQ(town.imports.rows.size(), 1U);
}

TEST(ImportsApi, AnothersFileAnswersLikeNone) {
    Town town;
    const auto call = town.hall.loaded();
    ASSERT_EQ(
        operations::createImport(town.desk, fileInto(call, kManager, fileOf(rowOf(1, 2)), "stage-key-000001")).status,
        201);
    const auto id = town.imports.rows.begin()->first;
    const auto answers = [&](const Id& import) {
        const auto of = [&](const Response& response) { return std::to_string(response.status) + response.body; };
        return of(operations::readImport(town.desk, about(asking(employer(7)), "import_id", import))) +
               of(operations::listImportErrors(town.desk, about(asking(employer(7)), "import_id", import))) +
               of(operations::confirmImport(town.desk, about(asking(employer(7), "{}"), "import_id", import))) +
               of(operations::discardImport(town.desk, about(asking(employer(7)), "import_id", import)));
    };
    EXPECT_EQ(answers(id), answers(callerId(99)));
    EXPECT_EQ(town.imports.rows.at(id).state, registers::ImportState::Staged);
}

TEST(ImportsApi, EachKindHasItsRole) {
    Town town;
    const auto call = town.hall.loaded();
    EXPECT_EQ(
        operations::createImport(town.desk, fileInto(call, employer(7), fileOf(rowOf(1, 2)), "k-0123456789abcdef"))
            .status,
        403);
    auto request = asking(kManager, "x");
    request.query.add("kind", "secrets");
    EXPECT_EQ(operations::createImport(town.desk, request).status, 422);
    auto nowhere = asking(kManager, "x");
    nowhere.query.add("kind", "applications");
    EXPECT_EQ(operations::createImport(town.desk, nowhere).status, 422);
}

TEST(ApplicationsApi, ASecondParentLearnsNothingOfTheFirst) {
    Town town;
    const auto call = town.hall.loaded();
    const auto child = town.hall.born("2015-09-01").id;
    const auto first = town.hall.parentOf(child), second = town.hall.parentOf(child);
    const auto apply = [&](const Id& parent, const char* key) {
        return operations::createApplications(town.desk, asking(family(parent), applicationFor(call, child), key));
    };
    const auto made = apply(first, "apply-key-000001");
    ASSERT_EQ(made.status, 201) << made.body;
    const auto refused = apply(second, "apply-key-000002");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.body, apply(first, "apply-key-000003").body);
    EXPECT_EQ(refused.body.find("already"), std::string::npos) << refused.body;

    const auto stranger = town.hall.born("1990-01-01").id;
    const auto foreign = apply(stranger, "apply-key-000004");
    const auto absent = operations::createApplications(
        town.desk, asking(family(stranger), applicationFor(call, callerId(99)), "apply-key-000005"));
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(foreign.body, absent.body);
}

TEST(ApplicationsApi, AFamilySeesItsOwnAndTheCitysReadingIsNoted) {
    Town town;
    const auto call = town.hall.loaded();
    const auto application = *town.hall.applications.find(town.hall.applied(call, "B2"));
    town.hall.applied(call, "B1");
    ASSERT_TRUE(town.hall.ranked(call));
    const auto own = operations::listApplications(town.desk, asking(family(application.applicant)));
    EXPECT_NE(own.body.find(application.id.text()), std::string::npos);
    EXPECT_NE(own.body.find("\"place\":2"), std::string::npos) << own.body;
    EXPECT_EQ(own.body.find("INPS"), std::string::npos);
    EXPECT_EQ(own.body.find("\"id\"", own.body.find("\"id\"") + 1), std::string::npos) << "one application, their own";
    EXPECT_TRUE(town.registry.notes.empty());

    const auto all = operations::listProgrammeApplications(town.desk, about(asking(kManager), "programme_id", call));
    EXPECT_EQ(all.status, 200);
    EXPECT_NE(all.body.find("\"bracket\":\"B2\""), std::string::npos) << all.body;
    EXPECT_EQ(town.registry.notes.size(), 1U);
    const auto none =
        operations::listProgrammeApplications(town.desk, about(asking(kManager), "programme_id", callerId(99)));
    EXPECT_EQ(none.status, 404);
    EXPECT_EQ(town.registry.notes.size(), 1U);
}

TEST(ProgrammesApi, RanksAwardsAndShowsWhereTheMoneyIs) {
    Town town;
    const auto call = town.hall.loaded();
    const auto winner = *town.hall.applications.find(town.hall.applied(call, "B1"));
    for (int i = 0; i < 4; ++i) town.hall.applied(call, "B1");
    const auto rank = [&](const char* key) {
        return operations::createRanking(
            town.desk, about(asking(kManager, R"({"seed":"lotto-2026-04-02"})", key), "programme_id", call));
    };
    EXPECT_EQ(rank("rank-key-0000001").status, 409);  // The window is still open.
    EXPECT_EQ(operations::readRanking(town.desk, about(asking(kManager), "programme_id", call)).status, 409);
    town.clock.at = test::instantOf("2026-04-02");
    const auto ranked = rank("rank-key-0000001");
    ASSERT_EQ(ranked.status, 201) << ranked.body;
    EXPECT_NE(ranked.body.find("\"rule\":"), std::string::npos);
    EXPECT_EQ(rank("rank-key-0000002").status, 409);

    const auto award = [&](const char* body, const char* key) {
        return operations::createAward(town.desk, about(asking(kManager, body, key), "programme_id", call));
    };
    EXPECT_EQ(award(R"({"act_number":"DD 1/2026","act_date":"2026-04-03"})", "award-key-000001").status, 422);
    const auto awarded = award(R"({"act_number":"DD 1/2026","act_date":"2026-04-02"})", "award-key-000002");
    ASSERT_EQ(awarded.status, 201) << awarded.body;
    EXPECT_NE(awarded.body.find("\"awarded\":3,\"waitlisted\":2"), std::string::npos) << awarded.body;
    EXPECT_NE(awarded.body.find(R"({"source":"UIA","left":{"amount":"200.00")"), std::string::npos) << awarded.body;

    const auto budget = operations::readBudget(town.desk, about(asking(kManager), "programme_id", call));
    EXPECT_NE(budget.body.find("\"act_number\":\"DD 1/2026\""), std::string::npos) << budget.body;
    EXPECT_NE(budget.body.find("\"applications\":5"), std::string::npos);

    const auto holder = town.hall.vouchers.rows[0].holder;
    const auto vouchers = operations::listVouchers(town.desk, asking(family(holder)));
    EXPECT_NE(vouchers.body.find("\"left\":{\"amount\":\"400.00\""), std::string::npos) << vouchers.body;
    EXPECT_NE(vouchers.body.find("\"child_name\":\"Nora\""), std::string::npos);
    const auto nobody = operations::listVouchers(town.desk, asking(family(winner.child)));
    EXPECT_NE(nobody.body.find("\"items\":[]"), std::string::npos);
}

}  // namespace
}  // namespace buono::http
