#include "simulation/memory.hpp"

namespace buono::simulation {

using purchases::CodeKind;
using purchases::CodeRow;

const CodesAtHost::Known* CodesAtHost::known(const registers::Sha256& hash) const {
    if (const auto found = known_.find(hash); found != known_.end()) return &found->second;
    const auto* row = rows_.codes.find(hash);
    if (row == nullptr) return nullptr;
    Known code{*row, nullptr};
    if (row->kind == CodeKind::Spending) {
        code.permit = std::make_shared<purchases::SpendingCode>(*rows_.spending.find(row->subject));
        if (code.permit->issue != row->issue) return nullptr;
    }
    return &known_.emplace(hash, std::move(code)).first->second;
}

std::optional<CodeRow> CodesAtHost::find(const registers::Sha256& hash) const {
    const auto* code = known(hash);
    return code ? std::optional{code->row} : std::nullopt;
}

bool CodesAtHost::isCurrent(const CodeRow& code) const {
    const auto* row = rows_.codes.find(code.hash);
    return row != nullptr && row->issue == code.issue;
}

std::shared_ptr<const purchases::SpendingCode> CodesAtHost::permit(const CodeRow& row) const {
    const auto* code = known(row.hash);
    return code ? code->permit : nullptr;
}

std::shared_ptr<const catalogue::Index> ShowcaseAtHost::index() const {
    if (!index_ || index_->version() != rows_.version())
        index_ = std::make_shared<catalogue::Index>(rows_.services(), rows_.enti(),
                                                    rows_.terms(catalogue::TermKind::Area), rows_.version());
    return index_;
}

}  // namespace buono::simulation
