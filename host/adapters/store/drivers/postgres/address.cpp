#include "adapters/store/drivers/postgres/address.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cstdio>
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
    return items.size() == 1 ? items.front() : items[std::min(server, items.size() - 1)];
}

constexpr const char* kPerServer[] = {"host", "hostaddr", "port"};

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

std::string Address::url() const {
    std::string url = "postgresql:///";
    char before = '?';
    for (const auto& [name, value] : words_) {
        url += before + name + '=';
        for (const char c : value) {
            char code[4];
            std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(c));
            url += code;
        }
        before = '&';
    }
    return url;
}

std::vector<Address> Address::servers() const {
    const auto number = std::max(parted(word("host")).size(), parted(word("hostaddr")).size());
    std::vector<Address> servers;
    for (std::size_t server = 0; number > 1 && server < number; ++server) {
        auto words = words_;
        words.erase("target_session_attrs");
        for (const auto* name : kPerServer)
            if (const auto items = parted(word(name)); !items.empty()) words[name] = itemOf(items, server);
        servers.push_back(Address{std::move(words)});
    }
    return servers;
}

Address Address::from(std::size_t server) const {
    auto words = words_;
    for (const auto* name : kPerServer) {
        auto items = parted(word(name));
        if (server >= items.size()) continue;  // One port for all of them, or none.
        std::rotate(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(server), items.end());
        auto& list = words[name];
        list.clear();
        for (const auto& item : items) list += (&item == &items.front() ? "" : ",") + item;
    }
    return Address{std::move(words)};
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
