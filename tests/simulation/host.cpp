#include "simulation/host.hpp"

#include "core/register/codes.hpp"
#include "simulation/violation.hpp"

namespace buono::simulation {
namespace {

constexpr std::int64_t kHourUs = 3'600'000'000;
const settlement::Party kPayingAgent{"Comune di Milano", "IT60X0542811101000000123456"};

/// The journal's last instant: no later change may be older.
system::SystemClock::Start startOf(const Store& store, Plant plant) {
    const auto& journal = store.ledger.journal.rows();
    return {{}, journal.empty() || plant == Plant::TimeGoesBack ? Instant{} : journal.back().at, 0};
}

/// Every look at a clock takes a microsecond. The boot has no name: nothing of the clock is kept in a file.
system::Machine machineOf(Time& time, std::int64_t skew_us) {
    return {[&time, skew_us] { return Instant{time.wall().us + skew_us}; }, [&time] { return ++time.us; }, {}};
}

/// What a route may answer though nothing is wrong: it is tried again.
bool isForLater(ErrorCode code) {
    return code == codes::kStoreFull || code == codes::kClockInDoubt || code == codes::kHoldNotDue;
}

/// A fault: what should be told is dropped.
void forget(OutboxRows& outbox, std::span<const registers::Errand> errands) {
    std::vector<std::int64_t> numbers;
    for (const auto& errand : errands) numbers.push_back(errand.number);
    outbox.endAll(numbers);
}

}  // namespace

Host::Host(const Surroundings& around)
    : store{around.store},
      judge{around.judge},
      plant{around.plant},
      clock{startOf(store, plant), machineOf(around.time, around.skew_us)},
      ids{around.ids},
      methods{{"cash_desk", 48 * kHourUs}, {"card", kHourUs}},
      tape{store.ledger, around.random, plant},
      book{tape},
      sweep{store.ledger, around.random, plant},
      registry{{store, book, tape, sweep, clock, ids, around.judge, around.weather, around.random, plant,
                around.is_full, around.served}},
      codes{store.codes},
      showcase{store.catalogue},
      payables{book, store.ledger.directory},
      voucher_offers{store.vouchers, store.programmes},
      credit_offers{store.credits, store.plans},
      vouchers_offered{voucher_offers, plant},
      credits_offered{credit_offers, plant},
      wallet{{&vouchers_offered, &credits_offered}, book},
      shelf{store.catalogue, store.catalogue, showcase},
      family{store.persons},
      arrangements{store.catalogue},
      code_maker{seal},
      quoter{{shelf, family, wallet, calendar}, seal},
      announcing{store.notices, ids, clock},
      funds_{book, payables},
      purchase_rows_{store.purchases, store.operations, store.redemptions, codes, store.outbox, ids, announcing},
      programme_desk_{store.programmes, store.rankings, store.applications, store.persons, store.notices},
      parties_{kPayingAgent, store.catalogue, store.sources, store.employers},
      settlement_rows_{store.settlements, store.dues, ids, calendar},
      load_catalogue{store.catalogue, store.catalogue, store.catalogue, store.catalogue, ids},
      load_call{store.programmes, book, ids},
      apply{programme_desk_, book, calendar, ids},
      rank{{store.programmes, store.applications, store.rankings}, book, calendar, seal, ids},
      award{{store.programmes, store.rankings, store.vouchers, store.notices}, book, calendar, ids},
      open_plan{book, payables, {store.employers, store.plans, store.catalogue, ids, calendar}},
      credit_import{{store.plans, store.credits, store.persons, book, calendar},
                    welfare::CreditImport::Writes{book, store.credits, store.persons, store.notices, ids}},
      buy{quoter, funds_, purchase_rows_, code_maker, methods},
      cancel{funds_, purchase_rows_},
      record_receipt{purchase_rows_},
      record_return{funds_, purchase_rows_},
      reissue_code{funds_, purchase_rows_, code_maker},
      issue_spending_code{funds_, purchase_rows_, {wallet, shelf, calendar, code_maker}},
      spend{funds_, purchase_rows_, shelf},
      redeem{funds_, purchase_rows_, {spend, arrangements, wallet, calendar}},
      settle{funds_, purchase_rows_},
      settle_redemption{funds_, purchase_rows_},
      lapse{funds_, purchase_rows_},
      propose{book, store.ledger.directory, parties_, settlement_rows_},
      approve{book, payables, parties_, settlement_rows_},
      cancel_settlement{settlement_rows_},
      entries_{store.ledger},
      interpreter_{around.outside, store.operations, plant},
      errands_{
          {registry, clock, seal, store.operations}, {interpreter_, interpreter_}, {settle, settle_redemption, lapse}},
      tell_{{registry, clock, seal}, {store.redemptions, codes, entries_}, {store.outbox, store.notices, ids}},
      round_{{store.outbox, clock, nullptr}, routes()} {
    around.judge.compareAll();
    restoreBook(store.ledger, book, around.random.oneIn(16));
    sweep.note(book);
    around.judge.compare(book);
}

void Host::runErrands(int most) {
    is_enough_ = false;
    errands_left_ = most;
    round_.run(is_enough_);
}

courier::Routes Host::routes() {
    const auto to = [this](auto route) {
        return [this, route](const registers::Errand& errand) { return carry(errand, route); };
    };
    using purchases::Errands;
    const courier::Route many{[this](auto errands) { return tell(errands); }, purchases::Tell::kAtOnce};
    return {{std::string{purchases::kAskMethod}, to(&Errands::askMethod)},
            {std::string{purchases::kAskProvider}, to(&Errands::askProvider)},
            {std::string{purchases::kLapse}, to(&Errands::lapse)},
            {std::string{purchases::kTellPayment}, many}};
}

Status Host::carry(const registers::Errand& errand, Status (purchases::Errands::*route)(const registers::Errand&)) {
    const auto done = (errands_.*route)(errand);
    if (plant == Plant::CourierDropsUnknown && interpreter_.last() == purchases::Outcome::Unknown)
        store.outbox.end(errand.kind, errand.subject);
    return carried(errand, done);
}

Status Host::tell(std::span<const registers::Errand> errands) {
    if (plant == Plant::NobodyIsTold) forget(store.outbox, errands);
    return carried(errands.front(), tell_(errands));
}

Status Host::carried(const registers::Errand& errand, const Status& done) {
    if (--errands_left_ <= 0) is_enough_ = true;
    if (!done && !isForLater(done.error().code))
        fail("I24 an errand is never refused", errand.subject, errand.kind + ": " + done.error().detail);
    return done;
}

}  // namespace buono::simulation
