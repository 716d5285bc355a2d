// Host: one process of a city: the real core, wired as host/city wires it, on the simulated store, with the courier's
// real round. A crash destroys it; the next one starts from what is durable.
//
// Its members are used by the world and by whoever asks it something. One thread.
#pragma once

#include "adapters/courier/round.hpp"
#include "adapters/system/clock.hpp"
#include "core/catalogue/load.hpp"
#include "core/programmes/apply.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/load.hpp"
#include "core/programmes/offers.hpp"
#include "core/programmes/rank.hpp"
#include "core/purchases/announcing.hpp"
#include "core/purchases/buy.hpp"
#include "core/purchases/cancel.hpp"
#include "core/purchases/errands.hpp"
#include "core/purchases/neighbours.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/spending.hpp"
#include "core/purchases/tell.hpp"
#include "core/purchases/till.hpp"
#include "core/settlement/settle.hpp"
#include "core/welfare/credit_import.hpp"
#include "simulation/lax_offers.hpp"
#include "simulation/memory.hpp"
#include "simulation/outside.hpp"
#include "simulation/register.hpp"
#include "support/payroll.hpp"

namespace buono::simulation {

/// What a process finds when it starts.
struct Surroundings {
    Store& store;
    Judge& judge;
    Outside& outside;
    Time& time;
    registers::Ids& ids;
    Weather& weather;
    Random& random;
    Plant plant;
    const bool& is_full;
    std::uint64_t& served;
    std::int64_t skew_us;  ///< By how much this process's machine differs from the others.
};

class Host {
public:
    explicit Host(const Surroundings& around);
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    /// The courier looks once and takes at most `most` errands.
    void runErrands(int most);

    Store& store;
    const Judge& judge;
    Plant plant;

    // The machine.
    QuickSeal seal;
    test::UtcCalendar calendar;
    system::SystemClock clock;
    registers::Ids& ids;
    std::vector<purchases::MethodTerms> methods;

    // The writer.
    Tape tape;
    ledger::Book book;
    Sweep sweep;
    BatchRegister registry;

    // What the core makes of the rows.
    CodesAtHost codes;
    ShowcaseAtHost showcase;
    instruments::Payables payables;
    programmes::VoucherOffers voucher_offers;
    welfare::CreditOffers credit_offers;
    LaxOffers vouchers_offered;
    LaxOffers credits_offered;
    instruments::Wallet wallet;
    purchases::CatalogueShelf shelf;
    purchases::PeopleFamily family;
    purchases::CatalogueArrangements arrangements;
    purchases::CodeMaker code_maker;
    purchases::Quoter quoter;
    purchases::Announcing announcing;

private:
    purchases::Funds funds_;
    purchases::Rows purchase_rows_;
    programmes::Desk programme_desk_;
    settlement::Parties parties_;
    settlement::Rows settlement_rows_;

public:
    // Every use case.
    catalogue::Load load_catalogue;
    programmes::LoadCall load_call;
    programmes::Apply apply;
    programmes::Rank rank;
    programmes::AwardVouchers award;
    welfare::OpenPlan open_plan;
    welfare::CreditImport credit_import;
    purchases::Buy buy;
    purchases::Cancel cancel;
    purchases::RecordReceipt record_receipt;
    purchases::RecordReturn record_return;
    purchases::ReissueCode reissue_code;
    purchases::IssueSpendingCode issue_spending_code;
    purchases::Spend spend;
    purchases::Redeem redeem;
    purchases::Settle settle;
    purchases::SettleRedemption settle_redemption;
    purchases::Lapse lapse;
    settlement::Propose propose;
    settlement::Approve approve;
    settlement::Cancel cancel_settlement;

private:
    courier::Routes routes();
    Status carry(const registers::Errand& errand, Status (purchases::Errands::*route)(const registers::Errand&));
    Status tell(std::span<const registers::Errand> errands);
    Status carried(const registers::Errand& errand, const Status& done);

    EntriesView entries_;
    Interpreter interpreter_;
    purchases::Errands errands_;
    purchases::Tell tell_;
    std::atomic<bool> is_enough_ = false;
    int errands_left_ = 0;
    courier::Round round_;
};

}  // namespace buono::simulation
