// The rows of people: persons and children, access codes, notices, assistance.
//
// Everything that tells who somebody is lies under their own key, in one sealed text; codes and tax codes are found by
// keyed hashes. Each belongs to the thread of its connection; writing members only on the writer's.
#pragma once

#include "adapters/store/connection.hpp"
#include "adapters/store/vault.hpp"
#include "core/people/assistance.hpp"
#include "core/people/notices.hpp"
#include "core/people/ports.hpp"

namespace buono::store {

class PersonsRows final : public people::Persons {
public:
    PersonsRows(Connection& connection, Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<people::Person> find(const registers::Id& person) const override;
    std::optional<registers::Id> byTaxCode(std::string_view tax_code) const override;
    std::vector<people::Person> childrenOf(const registers::Id& adult) const override;
    bool isResponsibleFor(const registers::Id& adult, const registers::Id& child) const override;
    void add(const people::Person& person) override;
    std::unordered_map<std::string, registers::Id> byTaxCodes(std::span<const std::string> tax_codes) const override;
    void addAll(std::span<const people::Person> persons) override;
    void addChildren(std::span<const Link> links) override;
    void addChild(const registers::Id& adult, const registers::Id& child) override;

private:
    std::optional<people::Person> opened(const registers::Id& person, Bytes sealed) const;

    Connection& connection_;
    Vault& vault_;
};

class AccessCodesRows final : public people::AccessCodes {
public:
    AccessCodesRows(Connection& connection, const Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<people::AccessCode> find(std::string_view code) const override;
    void put(const people::AccessCode& access, std::string_view code) override;
    void remove(const registers::Id& person) override;

private:
    Connection& connection_;
    const Vault& vault_;
};

class NoticesRows final : public people::Notices {
public:
    explicit NoticesRows(Connection& connection) : connection_{connection} {}

    std::vector<people::Notice> ofPerson(const registers::Id& person, const registers::Id& before,
                                         int limit) const override;
    int unseen(const registers::Id& person) const override;
    void add(const people::Notice& notice) override;
    void addAll(std::span<const people::Notice> notices) override;
    void markSeen(const registers::Id& person, registers::Instant up_to) override;

private:
    Connection& connection_;
};

class AssistancesRows final : public people::Assistances {
public:
    AssistancesRows(Connection& connection, const Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<people::Assistance> find(const registers::Id& session) const override;
    std::vector<people::Assistance> ofOperator(const registers::Id& operator_id, registers::Instant now) const override;
    std::vector<people::Assistance> withPerson(const registers::Id& person, registers::Instant now) const override;
    void add(const people::Assistance& assistance) override;
    void end(const registers::Id& session, registers::Instant now) override;

    std::optional<people::AssistanceCode> code(std::string_view code) const override;
    void putCode(const people::AssistanceCode& consent, std::string_view code) override;
    void removeCode(const registers::Id& person) override;

private:
    Connection& connection_;
    const Vault& vault_;
};

}  // namespace buono::store
