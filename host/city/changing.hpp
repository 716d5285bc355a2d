// Changing: every use case, on the writer's connection: what a change may do, and nothing else may.
//
// Built before the writer's thread starts and used on that thread only. Each use case names the rooms it touches in
// its constructor: this is the one place where they meet.
#pragma once

#include "adapters/store/outbox_rows.hpp"
#include "city/reading.hpp"
#include "core/catalogue/load.hpp"
#include "core/people/access.hpp"
#include "core/people/assistance.hpp"
#include "core/people/families.hpp"
#include "core/programmes/apply.hpp"
#include "core/programmes/award_vouchers.hpp"
#include "core/programmes/load.hpp"
#include "core/programmes/rank.hpp"
#include "core/purchases/announcing.hpp"
#include "core/purchases/bank_file.hpp"
#include "core/purchases/buy.hpp"
#include "core/purchases/cancel.hpp"
#include "core/purchases/lapse.hpp"
#include "core/purchases/redeem.hpp"
#include "core/purchases/spending.hpp"
#include "core/purchases/tell.hpp"
#include "core/purchases/till.hpp"
#include "core/settlement/settle.hpp"

namespace buono::city {

class Changing {
public:
    struct Desk {
        Rows& rows;
        Reading& reading;
        ledger::Book& book;
        store::OutboxRows& outbox;
    };
    Changing(Desk desk, const Tools& tools);
    Changing(const Changing&) = delete;
    Changing& operator=(const Changing&) = delete;

    http::Changes& changes() { return all_; }
    purchases::Settle& settle() { return settle_; }
    purchases::SettleRedemption& settleRedemption() { return settle_redemption_; }
    purchases::Lapse& lapse() { return lapse_; }
    purchases::Tell::Changes telling() { return telling_; }

private:
    // What several use cases share.
    instruments::Payables payables_;
    purchases::Announcing announcing_;
    purchases::CatalogueArrangements arrangements_;
    purchases::Funds funds_;
    purchases::Rows purchase_rows_;
    programmes::Desk programme_desk_;
    settlement::Parties parties_;
    settlement::Rows settlement_rows_;

    people::OpenAccount open_account_;
    people::OpenSession open_session_;
    people::KeepSession keep_session_;
    people::AccountChanges accounts_;

    people::RegisterFamily register_family_;
    people::AddChild add_child_;
    people::GiveAccessCode give_access_code_;
    people::GiveAssistanceCode give_assistance_code_;
    people::OpenAssistance open_assistance_;
    people::EndAssistance end_assistance_;
    people::Changes people_;

    catalogue::Load load_catalogue_;
    catalogue::Changes catalogue_;
    instruments::Changes instruments_;

    programmes::LoadCall load_call_;
    programmes::Apply apply_;
    programmes::Rank rank_;
    programmes::AwardVouchers award_;
    programmes::Changes programmes_;

    welfare::RegisterEmployer register_employer_;
    welfare::OpenPlan open_plan_;
    welfare::Changes welfare_;

    purchases::Buy buy_;
    purchases::Cancel cancel_;
    purchases::RecordReceipt record_receipt_;
    purchases::RecordReturn record_return_;
    purchases::RecordTransfers record_transfers_;
    purchases::ReissueCode reissue_code_;
    purchases::IssueSpendingCode issue_spending_code_;
    purchases::Spend spend_;
    purchases::Redeem redeem_;
    purchases::Settle settle_;
    purchases::SettleRedemption settle_redemption_;
    purchases::Lapse lapse_;
    purchases::Tell::Changes telling_;
    purchases::Changes purchases_;

    settlement::Propose propose_;
    settlement::Approve approve_;
    settlement::Cancel cancel_settlement_;
    settlement::Changes settlement_;

    programmes::ApplicationsImport applications_import_;
    welfare::CreditImport credit_import_;
    registers::ImportKinds kinds_;
    registers::StageImport stage_;
    registers::ConfirmImport confirm_;
    registers::DiscardImport discard_;
    registers::ImportChanges imports_;

    http::Changes all_;  // Last: it refers to the others.
};

}  // namespace buono::city
