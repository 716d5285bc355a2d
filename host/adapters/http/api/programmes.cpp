// Calls, their budget, ranking and award, and the vouchers of a family.
#include <algorithm>

#include "adapters/http/api/call_document.hpp"
#include "adapters/http/change.hpp"
#include "adapters/http/csv_writer.hpp"
#include "adapters/http/json_reader.hpp"
#include "adapters/http/operations.hpp"
#include "adapters/http/paging.hpp"
#include "adapters/http/problem.hpp"
#include "core/instruments/rooms.hpp"
#include "core/people/ports.hpp"
#include "core/people/rooms.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/budgets.hpp"
#include "core/programmes/load.hpp"
#include "core/programmes/rank.hpp"
#include "core/programmes/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http::operations {
namespace {

using registers::Reply;

constexpr int kRowsAtOnce = 1'000;

Response absent(const Request& request) { return problem({codes::kNotFound, {}, {}}, request); }

std::string loadedText(const programmes::Loaded& loaded) {
    json::Writer out;
    out.beginObject()
        .member("id", loaded.programme.id)
        .member("slug", loaded.programme.call.slug)
        .member("budget", budgetOf(loaded.programme.call))
        .member("unchanged", !loaded.is_new)
        .member("seq", loaded.programme.seq)
        .endObject();
    return out.take();
}

Response dryRun(Desk& desk, const Request& request, const programmes::Call& call) {
    if (const auto load = programmes::checkLoad(call, desk.views.programmes.programmes); !load)
        return problem(load.error(), request);
    json::Writer out;
    out.beginObject()
        .member("slug", call.slug)
        .member("budget", budgetOf(call))
        .member("dry_run", true)
        .member("as_of", request.as_of)
        .endObject();
    return {200, out.take()};
}

void writeRanking(json::Writer& out, const programmes::Ranking& ranking) {
    out.member("id", ranking.id)
        .member("seed", ranking.seed)
        .member("rule", programmes::kRankingRule)
        .member("applications", ranking.applications)
        .member("at", ranking.at);
}

Response rankingCsv(const programmes::Rankings& rankings, const registers::Id& programme) {
    CsvWriter csv{"place", "application", "state"};
    for (int after = 0;;) {
        const auto rows = rankings.placed(programme, after, kRowsAtOnce);
        for (const auto& row : rows) csv.row({std::to_string(row.place), row.application.text(), word(row.state)});
        if (rows.size() < static_cast<std::size_t>(kRowsAtOnce)) break;
        after = rows.back().place;
    }
    return {200, csv.take(), kCsvType};
}

// The position of a ranking's cursor is the last place sent; anything else reads from the top.
int placeIn(const std::string& position) {
    int place = 0;
    for (const char c : position) {
        if (c < '0' || c > '9' || place > 10'000'000) return 0;
        place = place * 10 + (c - '0');
    }
    return place;
}

void writeBudget(json::Writer& out, const programmes::Budget& budget) {
    const auto& fund = budget.source.fund;
    out.beginObject()
        .member("id", budget.source.id)
        .member("code", fund.code)
        .member("name", fund.name)
        .member("cup", fund.cup)
        .member("vouchers", budget.vouchers)
        .member("amount", fund.amount)
        .member("awarded", budget.awarded)
        .member("held", budget.held)
        .member("available", budget.available)
        .member("captured", budget.captured)
        .member("paid", budget.paid)
        .member("left", budget.left)
        .endObject();
}

void writeAward(json::Writer& out, const programmes::Award& award) {
    out.beginObject()
        .member("id", award.id)
        .member("act_number", award.act_number)
        .member("act_date", award.act_date)
        .member("at", award.at)
        .member("vouchers", award.vouchers)
        .member("waitlisted", award.waitlisted)
        .member("total", award.total)
        .member("seq", award.seq)
        .endObject();
}

std::string awardedText(const programmes::Awarded& awarded) {
    const auto& award = awarded.award;
    json::Writer out;
    out.beginObject()
        .member("id", award.id)
        .member("awarded", award.vouchers)
        .member("waitlisted", award.waitlisted)
        .member("total", award.total)
        .beginArray("left");
    for (const auto& [source, left] : awarded.remainders)
        out.beginObject().member("source", source).member("left", left).endObject();
    out.endArray().member("seq", award.seq).endObject();
    return out.take();
}

void writeVoucher(json::Writer& out, Desk& desk, const programmes::Voucher& voucher) {
    const auto programme = desk.views.programmes.programmes.find(voucher.programme);
    const auto child = desk.views.people.persons.find(voucher.child);
    const auto wallet = desk.views.instruments.wallet.instrument(voucher.holder, voucher.id);
    out.beginObject()
        .member("id", voucher.id)
        .member("programme_id", voucher.programme)
        .member("title", programme->call.title_it)
        .member("child_id", voucher.child);
    if (child) out.member("child_name", child->given_name);
    out.member("amount", voucher.amount).member("left", wallet ? wallet->left : Money{}).beginArray("areas");
    for (const auto& area : programme->call.areas) out.element(area);
    out.endArray()
        .member("act_number", voucher.act_number)
        .member("act_date", voucher.act_date)
        .member("buy_by", programme->call.buy_by)
        .member("service_ends_by", programme->call.service_ends_by)
        .endObject();
}

}  // namespace

Response createProgramme(Desk& desk, const Request& request) {
    const auto call = readCall(request.body);
    if (!call) return problem(call.error(), request);
    const auto asked = request.argument("dry_run");
    if (!asked.empty() && asked != "true" && asked != "false")
        return problem({ErrorCode::InvalidValue, "dry_run", "it is true or false"}, request);
    if (asked == "true") return dryRun(desk, request, *call);
    return change(desk, request, [&]() -> Result<Reply> {
        const auto loaded = desk.changes.programmes.load_call(*call, desk.changes.book.time());
        if (!loaded) return loaded.error();
        return Reply{loaded->is_new ? 201 : 200, loadedText(*loaded)};
    });
}

Response listProgrammes(Desk& desk, const Request& request) {
    const auto& views = desk.views.programmes;
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& programme : views.programmes.all()) {
        out.beginObject();
        writeProgramme(out, programme, views.rankings.ofProgramme(programme.id).has_value());
        out.endObject();
    }
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readProgramme(Desk& desk, const Request& request) {
    const auto& views = desk.views.programmes;
    const auto programme = views.programmes.find(request.id("programme_id"));
    if (!programme) return absent(request);
    json::Writer out;
    out.beginObject();
    writeProgramme(out, *programme, views.rankings.ofProgramme(programme->id).has_value());
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response readBudget(Desk& desk, const Request& request) {
    const auto& views = desk.views.programmes;
    const auto programme = views.programmes.find(request.id("programme_id"));
    if (!programme) return absent(request);
    json::Writer out;
    out.beginObject().beginArray("sources");
    for (const auto& budget : views.budgets.of(*programme)) writeBudget(out, budget);
    out.endArray().member("applications", views.applications.count(programme->id)).beginArray("awards");
    for (const auto& award : views.vouchers.awards(programme->id)) writeAward(out, award);
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response createRanking(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    programmes::Rank::Request asked{request.id("programme_id"), body.text("seed", 8, 128), request.caller.actor()};
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<Reply> {
        const auto ranking = desk.changes.programmes.rank(asked, desk.changes.book.time());
        if (!ranking) return ranking.error();
        json::Writer out;
        out.beginObject();
        writeRanking(out, *ranking);
        out.member("seq", ranking->seq).endObject();
        return Reply{201, out.take()};
    });
}

Response readRanking(Desk& desk, const Request& request) {
    const auto& views = desk.views.programmes;
    const auto slice = readSlice(request);
    if (!slice) return problem(slice.error(), request);
    const auto programme = request.id("programme_id");
    if (!views.programmes.find(programme)) return absent(request);
    const auto ranking = views.rankings.ofProgramme(programme);
    if (!ranking) return problem({codes::kNotRanked, {}, {}}, request);
    if (request.argument("format") == "csv") return rankingCsv(views.rankings, programme);
    const auto rows = views.rankings.placed(programme, placeIn(slice->after), static_cast<int>(slice->limit) + 1);
    const auto shown = std::min(rows.size(), slice->limit);
    json::Writer out;
    out.beginObject();
    writeRanking(out, *ranking);
    out.beginArray("items");
    for (std::size_t i = 0; i < shown; ++i)
        out.beginObject()
            .member("place", rows[i].place)
            .member("application_id", rows[i].application)
            .member("state", word(rows[i].state))
            .endObject();
    out.endArray();
    if (rows.size() > shown) out.member("next_cursor", cursorOf(std::to_string(rows[shown - 1].place)));
    out.member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

Response createAward(Desk& desk, const Request& request) {
    json::Document document{request.body};
    auto body = document.object();
    programmes::AwardVouchers::Request asked{request.id("programme_id"), body.text("act_number", 1, 64),
                                             body.date("act_date"), request.caller.actor()};
    if (const auto read = document.finish(); !read) return problem(read.error(), request);
    return change(desk, request, [&]() -> Result<Reply> {
        const auto awarded = desk.changes.programmes.award(asked, desk.changes.book.time());
        if (!awarded) return awarded.error();
        return Reply{201, awardedText(*awarded)};
    });
}

Response listVouchers(Desk& desk, const Request& request) {
    json::Writer out;
    out.beginObject().beginArray("items");
    for (const auto& voucher : desk.views.programmes.vouchers.ofHolder(request.caller.person))
        writeVoucher(out, desk, voucher);
    out.endArray().member("as_of", request.as_of).endObject();
    return {200, out.take()};
}

}  // namespace buono::http::operations
