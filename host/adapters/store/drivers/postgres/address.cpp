#include "adapters/store/drivers/postgres/address.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

namespace buono::store {
namespace {

// A server that is gone without a word (its machine, its network) is given up within these; one that thinks is not.
constexpr std::pair<const char*, const char*> kTerms[] = {
    {"connect_timeout", "10"}, {"keepalives_idle", "15"},     {"keepalives_interval", "5"},
    {"keepalives_count", "3"}, {"tcp_user_timeout", "15000"},
};

struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    void operator()(char* text) const { PQfreemem(text); }
};

std::vector<std::string> parted(const std::string& list) {
    std::vector<std::string> items;
    for (std::size_t from = 0; !list.empty() && from <= list.size();) {
        const auto to = std::min(list.find(',', from), list.size());
        items.push_back(list.substr(from, to - from));
        from = to + 1;
    }
    return items;
}

/// The item of that server; one port may stand for all of them.
std::string itemOf(const std::vector<std::string>& items, std::size_t server) {
    if (items.empty()) return {};
    return items.size() == 1 ? items.front() : items[std::min(server, items.size() - 1)];
}

}  // namespace

Result<Address> Address::of(const std::string& url) {
    char* said = nullptr;
    const std::unique_ptr<PQconninfoOption, Free> options{PQconninfoParse(url.c_str(), &said)};
    const std::unique_ptr<char, Free> why{said};
    if (!options) return Error{ErrorCode::InvalidValue, "store.url", why ? why.get() : "out of memory"};
    std::map<std::string, std::string> words;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) words.emplace(option->keyword, option->val);
    for (const auto& [name, value] : kTerms) words.try_emplace(name, value);
    return Address{std::move(words)};
}

std::string Address::text() const {
    std::string text;
    for (const auto& [name, value] : words_) {
        text += name + "='";
        for (const char c : value) {
            if (c == '\'' || c == '\\') text += '\\';
            text += c;
        }
        text += "' ";
    }
    return text;
}

std::vector<Address> Address::servers() const {
    const auto hosts = parted(word("host")), addresses = parted(word("hostaddr")), ports = parted(word("port"));
    std::vector<Address> servers;
    for (std::size_t i = 0; i < std::max(hosts.size(), addresses.size()); ++i) {
        auto words = words_;
        words.erase("target_session_attrs");
        if (!hosts.empty()) words["host"] = itemOf(hosts, i);
        if (!addresses.empty()) words["hostaddr"] = itemOf(addresses, i);
        if (!ports.empty()) words["port"] = itemOf(ports, i);
        servers.push_back(Address{std::move(words)});
    }
    return servers;
}

std::string Address::name() const {
    const auto host = word("host").empty() ? word("hostaddr") : word("host");
    return word("port").empty() ? host : host + ":" + word("port");
}

std::string Address::word(const std::string& name) const {
    const auto found = words_.find(name);
    return found == words_.end() ? std::string{} : found->second;
}

}  // namespace buono::store
