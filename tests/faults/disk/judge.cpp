#include "faults/disk/judge.hpp"

#include <cstdlib>
#include <fstream>
#include <unordered_map>

namespace buono::faults {
namespace {

struct Stored {
    std::string body;
    std::uint64_t seq = 0;
};
using Replies = std::map<std::uint64_t, Stored>;

/// What one wallet should be, from what was asked.
struct Sums {
    std::int64_t spent = 0;
    std::int64_t held = 0;
    bool operator==(const Sums&) const = default;
};

class Judge {
public:
    /// @param reader  a connection of the judge's own: the host's belongs to its writer.
    Judge(Host& host, store::Connection& reader, const Known& known, const Asks& asks)
        : host_{host}, reader_{reader}, known_{known}, asks_{asks} {}

    /// What stands right after the start.
    std::string found() {
        read();
        for (const auto& [number, body] : known_.told) {
            const auto stored = replies_.find(number);
            if (stored == replies_.end()) return "lost: change " + std::to_string(number) + " was acknowledged";
            if (stored->second.body != body) return "changed: the answer to change " + std::to_string(number);
        }
        for (const auto& [number, stored] : replies_)
            if (!known_.asked.contains(number)) return "invented: change " + std::to_string(number);
        return ledger();
    }

    /// Asks again for what nobody was told, and for some that was.
    std::string askedAgain(Random& random) {
        for (const auto number : known_.asked) {
            const auto told = known_.told.find(number);
            if (told != known_.told.end() && random() % (known_.told.size() / 4 + 1) != 0) continue;
            const auto stored = replies_.find(number);
            bool ran = false;
            const auto reply = host_.again(asks_.at(number), ran);
            if (!reply) return "refused: change " + std::to_string(number) + " when asked again";
            if (ran == (stored != replies_.end())) return "made twice or never: change " + std::to_string(number);
            if (!ran && reply->body != stored->second.body)
                return "answered otherwise: change " + std::to_string(number);
        }
        read();
        if (replies_.size() != known_.asked.size())
            return std::to_string(replies_.size()) + " changes stand, " + std::to_string(known_.asked.size()) +
                   " were asked";
        return ledger();
    }

private:
    void read() {
        replies_.clear();
        reader_.rows("SELECT key, body, seq FROM replies", [&](const store::Row& row) {
            const auto body = row.bytes(1);
            replies_[Ask::numberOf(row.text(0))] = {{body.begin(), body.end()},
                                                    static_cast<std::uint64_t>(row.number(2))};
        });
    }

    std::string ledger() {
        std::unordered_map<std::uint64_t, std::uint64_t> number_of;  // By entry.
        std::uint64_t founding = 0;
        for (const auto& [number, stored] : replies_) {
            if (asks_.at(number).kind == Ask::Found) founding = stored.seq;
            if (!number_of.emplace(stored.seq, number).second)
                return "two changes say they made entry " + std::to_string(stored.seq);
            if (std::to_string(stored.seq) != stored.body.substr(0, stored.body.find(' ')))
                return "change " + std::to_string(number) + " was told another entry than its row says";
        }
        const auto& book = host_.book();
        if (book.seq() != replies_.size() + (founding == 0 ? 0 : founding - 1))
            return std::to_string(book.seq()) + " entries, and " + std::to_string(replies_.size()) + " changes";
        if (founding == 0) return {};
        if (auto wrong = replayed(number_of, founding); !wrong.empty()) return wrong;
        return sums();
    }

    /// The whole journal, entry by entry, into a Book of its own: the host's must be the same.
    std::string replayed(const std::unordered_map<std::uint64_t, std::uint64_t>& number_of, std::uint64_t founding) {
        store::JournalRows chain{reader_};
        ledger::Book fresh{chain};
        std::string wrong;
        chain.follow(host_.book().seq(), [&](const ledger::Entry& entry) {
            fresh.replay(entry.seq, entry.transfers);
            if (entry.seq <= founding) return;
            const auto found = number_of.find(entry.seq);
            if (found == number_of.end())
                return void(wrong = "entry " + std::to_string(entry.seq) + " answers no change");
            const auto& ask = asks_.at(found->second);
            const auto& t = entry.transfers.front();
            const auto cents = ask.kind == Ask::Release ? ask.held_cents : ask.cents;
            if (t.debit != ask.wallet || t.cents != cents || t.hold != ask.hold)
                wrong = "entry " + std::to_string(entry.seq) + " is not what change " + std::to_string(ask.number) +
                        " asked";
        });
        if (!wrong.empty()) return wrong;
        const auto& book = host_.book();
        if (fresh.nextAccount() != book.nextAccount() || fresh.holds().size() != book.holds().size())
            return "other accounts or holds than the journal's";
        for (ledger::AccountNo no = 1; no < book.nextAccount(); ++no)
            if (*book.account(no) != *fresh.account(no))
                return "account " + std::to_string(no) + " differs from the journal";
        return {};
    }

    std::string sums() {
        std::map<ledger::AccountNo, Sums> expected;
        for (const auto& [number, stored] : replies_) {
            const auto& ask = asks_.at(number);
            auto& sum = expected[ask.wallet];
            if (ask.kind == Ask::Post || ask.kind == Ask::Capture) sum.spent += ask.cents;
            if (ask.kind == Ask::Hold) sum.held += ask.cents;
            if (ask.kind == Ask::Capture || ask.kind == Ask::Release) sum.held -= ask.held_cents;
        }
        for (ledger::AccountNo no = kGiver + 1; no <= kGiver + kWallets; ++no) {
            const auto account = host_.book().account(no);
            if (!account || expected[no] != Sums{account->debits_posted_cents, account->debits_held_cents} ||
                account->credits_posted_cents != kFundsCents)
                return "wallet " + std::to_string(no) + " is not what was asked of it";
        }
        return {};
    }

    Host& host_;
    store::Connection& reader_;
    const Known& known_;
    const Asks& asks_;
    Replies replies_;
};

/// What buono-audit does not prove. This city is a ledger without rooms: that no row says what an account or a hold is
/// for is no fault of the disk.
std::string audited(const std::string& audit, const std::string& file) {
    const auto said = file + ".audit";
    if (std::system((audit + " " + file + " >" + said + " 2>&1").c_str()) == 0) return {};
    std::ifstream lines{said};
    std::string wrong = "buono-audit says nothing";
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  proven      chain")) wrong.clear();
        const bool of_rooms = line.starts_with("  NOT PROVEN  rows ") || line.starts_with("  NOT PROVEN  purchases ");
        if (line.starts_with("  NOT PROVEN") && !of_rooms) return "buono-audit: " + line;
    }
    return wrong;
}

}  // namespace

std::string judge(const std::filesystem::path& folder, const Known& known, const Asks& asks, Random& random,
                  const std::string& audit) {
    const auto file = (folder / "buono.db").string();
    auto host = Host::start(file);
    if (!host) return "refused: " + host.error().detail;
    const auto reader = store::open(file, store::Mode::Reading);
    if (!reader) return "refused: " + reader.error().detail;
    try {
        Judge judge{**host, **reader, known, asks};
        if (auto wrong = judge.found(); !wrong.empty()) return wrong;
        if (auto wrong = judge.askedAgain(random); !wrong.empty()) return wrong;
    } catch (const store::StoreDown& down) {
        return std::string{"damaged: "} + down.what();
    }
    if (audit.empty()) return {};
    (*host)->stop();
    return audited(audit, file);
}

}  // namespace buono::faults
