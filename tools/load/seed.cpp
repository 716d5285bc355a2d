// buono-seed: fills a stopped city with vouchers, spending codes and payments, for tools/bench.
//
//   buono-seed CONFIG PROGRAMME ENTE VOUCHERS CODES PAYMENTS OUT
//
// Vouchers of 400.00 out of the call's first source; a spending code of 300.00 for this ente on each of the first CODES
// vouchers, written to OUT a line each; then PAYMENTS payments of 0.01 in batches of a hundred, spread over the codes.
// All of it by the city's own rooms, through its register: what buono-audit judges like any other city's. Done by the
// API this would take hours.
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>

#include "adapters/settings/settings.hpp"
#include "city/foundation.hpp"
#include "core/purchases/rooms.hpp"
#include "core/register/codes.hpp"

namespace {

using namespace buono;
using registers::Id;

[[noreturn]] void giveUp(const std::string& why) {
    std::cerr << "buono-seed: " << why << '\n';
    std::exit(1);
}

std::size_t number(const char* text) { return std::strtoull(text, nullptr, 10); }

class Seeding {
public:
    Seeding(city::Foundation& city, store::Writer& writer)
        : city_{city}, writer_{writer}, rows_{city.connection(), city.tools()}, codes_{city.tools().seal} {}

    void find(const std::string& programme, const std::string& ente) {
        const auto call = rows_.programmes.bySlug(programme);
        const auto payee = rows_.catalogue.enteBySlug(ente);
        if (!call || !payee) giveUp("no such call or ente");
        programme_ = call->id;
        source_ = call->sources.front();
        ente_ = payee->id;
    }

    void vouchers(std::size_t count) {
        constexpr std::size_t kAtOnce = 4'000;
        while (vouchers_.size() < count) {
            const auto next = std::min(kAtOnce, count - vouchers_.size());
            change("awardVouchers", [&] { return award(next); });
        }
    }

    void codes(std::size_t count, std::ostream& out) {
        constexpr std::size_t kAtOnce = 500;
        for (std::size_t from = 0; from < count; from += kAtOnce)
            change("createSpendingCode", [&] { return issue(from, std::min(count, from + kAtOnce), out); });
    }

    void payments(std::size_t count) {
        std::atomic<std::size_t> under_way = 0, refused = 0;
        for (std::size_t done = 0; done < count; done += purchases::Spend::kBatchMax) {
            while (under_way > 200) std::this_thread::yield();
            ++under_way;
            auto batch = nextBatch();
            writer_.submit(
                ticket("createRedemptionBatch"),
                [this, batch = std::move(batch)]() -> Result<registers::Reply> {
                    auto paid = city_.changing().changes().purchases.spend.all(ente_, batch, city_.tools().clock.now());
                    if (!paid) return paid.error();
                    return registers::Reply{201, paid->id.text()};
                },
                [&](Result<registers::Reply>&& reply) {
                    if (!reply) ++refused;
                    --under_way;
                });
        }
        while (under_way > 0) std::this_thread::yield();
        if (refused > 0) giveUp(std::to_string(refused) + " batches were refused");
    }

    /// Nobody is there to be told of these payments.
    void endErrands() {
        const store::QueueRows queue{city_.connection()};
        store::OutboxRows outbox{city_.connection()};
        for (bool some = true; some;) {
            change("told", [&]() -> Status {
                std::vector<std::int64_t> numbers;
                for (const auto& errand : queue.due({INT64_MAX}, 5'000)) numbers.push_back(errand.number);
                some = !outbox.endAll(numbers).empty();
                return kOk;
            });
        }
    }

private:
    registers::Ticket ticket(const char* operation) {
        const auto key = city_.tools().ids.next().text();
        return {"host", key, city_.tools().digest.sha256(key), operation};
    }
    void change(const char* operation, const std::function<Status()>& what) {
        const auto done = writer_.once(ticket(operation), [&]() -> Result<registers::Reply> {
            if (auto made = what(); !made) return made.error();
            return registers::Reply{201, {}};
        });
        if (!done)
            giveUp(std::string{operation} + ": " + std::to_string(static_cast<int>(done.error().code)) + " " +
                   done.error().detail);
    }

    Status award(std::size_t count) {
        auto& book = city_.changing().changes().book;
        const auto amount = Money::fixed(400'00);
        std::vector<ledger::Transfer> group;
        std::vector<programmes::Voucher> made;
        for (std::size_t i = 0; i < count; ++i) {
            const auto account = book.nextAccount() + i;
            group.push_back({ledger::Action::Open, static_cast<std::uint16_t>(ledger::AccountKind::Voucher), account,
                             static_cast<ledger::AccountNo>(ledger::Limit::CreditsCoverDebits), 0, 0, 0});
            group.push_back({ledger::Action::Post, static_cast<std::uint16_t>(ledger::Code::Award), source_.account,
                             account, amount.cents(), 0, 0});
            auto& ids = city_.tools().ids;
            made.push_back({ids.next(), programme_, ids.next(), ids.next(), ids.next(), source_.id, account, amount,
                            "seed",
                            registers::Date{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}},
                            programmes::VoucherState::Active});
        }
        const auto seq = book.post(group);
        if (!seq) return seq.error();
        programmes::Award award;
        award.id = city_.tools().ids.next();
        award.programme = programme_;
        award.act_number = "seed";
        award.act_date = made.front().act_date;
        award.actor = "host";
        award.at = city_.tools().clock.now();
        award.vouchers = static_cast<int>(count);
        award.total = *Money::ofCents(amount.cents() * static_cast<std::int64_t>(count));
        award.seq = *seq;
        rows_.vouchers.add(award, made);
        for (const auto& one : made) vouchers_.push_back({one.id, one.holder});
        return kOk;
    }

    Status issue(std::size_t from, std::size_t to, std::ostream& out) {
        for (auto i = from; i < to; ++i) {
            const auto code = city_.changing().changes().purchases.issue_spending_code(
                {vouchers_[i].holder, vouchers_[i].id, Money::fixed(300'00), ente_, {}, {}}, city_.tools().clock.now());
            if (!code) return code.error();
            const auto text = codes_.code(purchases::CodeKind::Spending, code->id, code->issue);
            hashes_.push_back(codes_.hash(text));
            out << text << '\n';
        }
        return kOk;
    }

    std::vector<purchases::Payment> nextBatch() {
        std::vector<purchases::Payment> batch;
        for (std::size_t i = 0; i < purchases::Spend::kBatchMax; ++i, ++next_code_)
            batch.push_back({hashes_[next_code_ % hashes_.size()], Money::fixed(1)});
        return batch;
    }

    struct Issued {
        Id id, holder;
    };
    city::Foundation& city_;
    store::Writer& writer_;
    city::Rows rows_;
    purchases::CodeMaker codes_;
    Id programme_, ente_;
    programmes::Source source_;
    std::vector<Issued> vouchers_;
    std::vector<registers::Sha256> hashes_;
    std::size_t next_code_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 8) giveUp("usage: buono-seed CONFIG PROGRAMME ENTE VOUCHERS CODES PAYMENTS OUT");
    const auto settings = settings::readFile(argv[1]);
    if (!settings) giveUp(settings.error().detail);
    auto city = city::Foundation::lay(*settings);
    if (!city) giveUp(city.error().detail);
    const auto writer = (*city)->writer();
    Seeding seeding{**city, *writer};
    seeding.find(argv[2], argv[3]);
    writer->start();
    std::ofstream out{argv[7]};
    seeding.vouchers(number(argv[4]));
    seeding.codes(number(argv[5]), out);
    seeding.payments(number(argv[6]));
    seeding.endErrands();
    writer->stop();
    std::cout << "seq " << (*city)->book().seq() << '\n';
    return out.flush() ? 0 : 1;
}
