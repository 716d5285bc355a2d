// Aside: what can be read without the journal: what changes left, and what redemptions made due. On a second connection
// that sees the same moment it is read by a second thread, while the first one goes through the journal.
#pragma once

#include <future>
#include <unordered_map>

#include "answers.hpp"

namespace audit {

class Aside {
public:
    /// @param key  see Answers.
    Aside(Database& database, const SumKey& key);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    /// Waits; adds what was found to `report`. Throws what reading threw.
    void finish(Report& report);

    bool hasLines() const { return has_lines_; }
    bool hasAnswers() const { return has_lines_ && has_replies_; }
    const Answers& answers() const { return answers_; }
    bool hasDues() const { return has_dues_; }
    /// Payable account -> what redemptions made due on it.
    std::unordered_map<std::uint64_t, std::int64_t>& dues() { return dues_; }

private:
    void read();
    void readDues();

    std::unique_ptr<Database> twin_;
    Database& database_;
    Report report_;
    Answers answers_;
    std::unordered_map<std::uint64_t, std::int64_t> dues_;
    bool has_lines_ = false;
    bool has_replies_ = false;
    bool has_dues_ = false;
    std::future<void> reading_;  ///< Last: it uses all of the above.
};

}  // namespace audit
