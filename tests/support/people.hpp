// The rows of people in memory, for tests of the core: what the store keeps, without a store.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/people/assistance.hpp"
#include "core/people/families.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"

namespace buono::test {

using people::Id;
using people::Instant;

/// The id whose last byte is `n`.
inline Id idOf(std::uint8_t n) {
    Id id;
    id.bytes[15] = n;
    return id;
}

class MadeIds final : public registers::Ids {
public:
    Id next() override {
        Id id;
        ++made_;
        for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(made_ >> (8 * i));
        id.bytes[0] = 1;
        return id;
    }

private:
    std::uint64_t made_ = 0;
};

class MemoryPersons final : public people::Persons {
public:
    std::optional<people::Person> find(const Id& id) const override {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
        return at == all.end() ? std::nullopt : std::optional{*at};
    }
    std::optional<Id> byTaxCode(std::string_view code) const override {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.tax_code == code; });
        return at == all.end() ? std::nullopt : std::optional{at->id};
    }
    std::vector<people::Person> childrenOf(const Id& adult) const override {
        std::vector<people::Person> children;
        for (const auto& [parent, child] : links)
            if (parent == adult) children.push_back(*find(child));
        return children;
    }
    bool isResponsibleFor(const Id& adult, const Id& child) const override {
        return std::find(links.begin(), links.end(), std::pair{adult, child}) != links.end();
    }
    void add(const people::Person& person) override { all.push_back(person); }
    void addChild(const Id& adult, const Id& child) override { links.emplace_back(adult, child); }

    std::vector<people::Person> all;
    std::vector<std::pair<Id, Id>> links;
};

class MemoryAccessCodes final : public people::AccessCodes {
public:
    std::optional<people::AccessCode> find(std::string_view code) const override {
        const auto at = all.find(std::string{code});
        return at == all.end() ? std::nullopt : std::optional{at->second};
    }
    void put(const people::AccessCode& access, std::string_view code) override {
        remove(access.person);
        all[std::string{code}] = access;
    }
    void remove(const Id& person) override {
        std::erase_if(all, [&](const auto& one) { return one.second.person == person; });
    }

    std::map<std::string, people::AccessCode> all;
};

class MemoryAccounts final : public people::AccountRows {
public:
    std::optional<people::Account> byLogin(std::string_view login) const override {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.login == login; });
        return at == all.end() ? std::nullopt : std::optional{*at};
    }
    std::optional<people::Account> byPerson(Id person) const override {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.person == person; });
        return at == all.end() ? std::nullopt : std::optional{*at};
    }
    std::optional<people::Session> session(const registers::Sha256&) const override { return std::nullopt; }
    void add(const people::Account& account) override { all.push_back(account); }
    void add(const people::Session&) override {}
    void touch(Id, Instant) override {}
    void end(Id) override {}
    void endExpired(Instant) override {}

    std::vector<people::Account> all;
};

class MemoryNotices final : public people::Notices {
public:
    std::vector<people::Notice> ofPerson(const Id& person, const Id& before, int limit) const override {
        std::vector<people::Notice> found;
        for (auto one = all.rbegin(); one != all.rend() && static_cast<int>(found.size()) < limit; ++one)
            if (one->person == person && (before.isNil() || one->id < before)) found.push_back(*one);
        return found;
    }
    int unseen(const Id& person) const override {
        return static_cast<int>(
            std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.person == person && !one.seen; }));
    }
    void add(const people::Notice& notice) override { all.push_back(notice); }
    void markSeen(const Id& person, Instant up_to) override {
        for (auto& one : all) one.seen = one.seen || (one.person == person && one.at <= up_to);
    }

    std::vector<people::Notice> all;
};

class MemoryAssistances final : public people::Assistances {
public:
    std::optional<people::Assistance> find(const Id& id) const override {
        const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
        return at == all.end() ? std::nullopt : std::optional{*at};
    }
    std::vector<people::Assistance> ofOperator(const Id& id, Instant now) const override {
        return those([&](const auto& one) { return one.operator_id == id && now < one.ends; });
    }
    std::vector<people::Assistance> withPerson(const Id& id, Instant now) const override {
        return those([&](const auto& one) { return one.person == id && now < one.ends; });
    }
    void add(const people::Assistance& assistance) override { all.push_back(assistance); }
    void end(const Id& id, Instant now) override {
        for (auto& one : all)
            if (one.id == id) one.ends = now;
    }
    std::optional<people::AssistanceCode> code(std::string_view code) const override {
        const auto at = codes.find(std::string{code});
        return at == codes.end() ? std::nullopt : std::optional{at->second};
    }
    void putCode(const people::AssistanceCode& consent, std::string_view code) override {
        removeCode(consent.person);
        codes[std::string{code}] = consent;
    }
    void removeCode(const Id& person) override {
        std::erase_if(codes, [&](const auto& one) { return one.second.person == person; });
    }

    std::vector<people::Assistance> all;
    std::map<std::string, people::AssistanceCode> codes;

private:
    template <class Wanted>
    std::vector<people::Assistance> those(Wanted wanted) const {
        std::vector<people::Assistance> found;
        std::copy_if(all.rbegin(), all.rend(), std::back_inserter(found), wanted);
        return found;
    }
};

}  // namespace buono::test
