#include "simulation/trail_judge.hpp"

#include "simulation/violation.hpp"

namespace buono::simulation {

void TrailJudge::see(const Store& store) {
    const auto& lines = store.ledger.audit.rows();
    require(lines.size() >= lines_, "I5 no audit line vanishes");
    for (; lines_ < lines.size(); ++lines_) checkLine(lines[lines_], store);
    require(entries_ == store.ledger.journal.rows().size(), "I8 every entry has exactly one cause");
    for (const auto& change : store.ledger.replies.changes())
        if (change.before || !change.after) fail("I16 one stored answer, equal for ever", change.key.second);
    require(store.ledger.replies.rows().size() == changes_, "I16 one stored answer for every change, and no other");
}

void TrailJudge::checkLine(const AuditLine& line, const Store& store) {
    if (!line.purpose.empty()) {
        require(line.seq == 0, "I8 a read moves nothing", line.id);
        return;
    }
    ++changes_;
    const auto* reply = store.ledger.replies.find({line.actor, line.key});
    if (reply == nullptr) fail("I17 a change and its key are kept together", line.id, line.operation);
    const auto& entries = store.ledger.journal.rows();
    for (; entries_ < entries.size() && entries_ < line.seq; ++entries_)
        require(entries[entries_].cause == line.id, "I8 an entry names the change that caused it", line.id);
    require(line.seq == 0 || entries_ == line.seq, "I8 a change's entries are there", line.id);
}

}  // namespace buono::simulation
