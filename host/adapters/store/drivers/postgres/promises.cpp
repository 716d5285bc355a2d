#include "adapters/store/drivers/postgres/promises.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace buono::store {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string_view without(std::string_view word, std::string_view text) {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const bool begins = text.size() > word.size() && std::equal(word.begin(), word.end(), text.begin(), same);
    return begins ? trimmed(text.substr(word.size())) : text;
}

}  // namespace

Status checkDurability(const Ask& ask) {
    struct Promise {
        const char* what;
        const char* sql;
        std::vector<std::string> accepted;
    };
    const Promise promises[] = {
        {"server_encoding", "SHOW server_encoding", {"UTF8"}},
        {"LC_COLLATE", "SELECT datcollate FROM pg_database WHERE datname = current_database()", {"C"}},
        {"fsync", "SHOW fsync", {"on"}},
        {"full_page_writes", "SHOW full_page_writes", {"on"}},
        {"synchronous_commit", "SHOW synchronous_commit", {"on", "remote_apply"}},
    };
    for (const auto& promise : promises) {
        const auto is = ask(promise.sql);
        const auto& accepted = promise.accepted;
        if (std::find(accepted.begin(), accepted.end(), is) == accepted.end())
            return Error{ErrorCode::InvalidValue, "store.url",
                         std::string{promise.what} + " of the database is " + is + " and must be " + accepted[0]};
    }
    return kOk;
}

Status checkReplicas(std::string_view names, int replicas) {
    if (standbysWaitedFor(names) >= replicas) return kOk;
    return Error{ErrorCode::InvalidValue, "store.replicas",
                 "a commit must wait for " + std::to_string(replicas) +
                     " standbys and synchronous_standby_names of the server is '" + std::string{names} +
                     "': write ANY " + std::to_string(replicas) + " (and their names)"};
}

int standbysWaitedFor(std::string_view names) {
    names = trimmed(names);
    if (names.empty()) return 0;
    for (const auto* word : {"ANY ", "FIRST "}) names = without(word, names);
    int number = 0;
    const auto [end, wrong] = std::from_chars(names.data(), names.data() + names.size(), number);
    const bool counted = wrong == std::errc{} && trimmed({end, names.data() + names.size()}).starts_with('(');
    return counted ? number : 1;  // A list without a number: one of them, the first.
}

}  // namespace buono::store
