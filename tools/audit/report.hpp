// Report: the checks by name, what each looked at and what it found wrong.
//
// The names and their order are part of the program's answer. Keeps a few failures a check and counts them all.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace audit {

enum class Check : std::uint8_t {
    Sequence,
    Chain,
    Form,
    Entries,
    Holds,
    Limits,
    Zero,
    Sources,
    Vouchers,
    Allowances,
    Corrections,
    Heads,
    Balances,
    Causes,
    Replies,
    Rows,
    Purchases,
    Dues,
    Payouts,
    Count_,
};

class Report {
public:
    struct Finding {
        bool looked = false;
        std::uint64_t count = 0;  ///< Of what the check is about.
        std::uint64_t failed = 0;
        std::string absent;  ///< Why it could not look.
        std::vector<std::string> failures;
    };

    /// The check has looked at `count` things more.
    void looked(Check check, std::uint64_t count) {
        auto& f = at(check);
        f.looked = true;
        f.count += count;
    }
    void absent(Check check, std::string why) { at(check).absent = std::move(why); }
    void fail(Check check, std::string what);
    /// What another reader found.
    void add(const Report& other);

    const Finding& operator[](Check check) const { return findings_[static_cast<std::size_t>(check)]; }
    bool proven() const;

    static constexpr std::size_t kKept = 10;
    static constexpr std::size_t kChecks = static_cast<std::size_t>(Check::Count_);
    static const char* name(Check check);
    static const char* about(Check check);  ///< What a passed check has proven.

private:
    Finding& at(Check check) { return findings_[static_cast<std::size_t>(check)]; }

    std::array<Finding, kChecks> findings_;
};

}  // namespace audit
