// The rows of welfare: the ports of core/welfare on one connection. Each belongs to its connection's thread.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/welfare/ports.hpp"

namespace buono::store {

class EmployersRows final : public welfare::Employers {
public:
    explicit EmployersRows(Connection& connection) : connection_{connection} {}

    std::optional<welfare::Employer> employer(const registers::Id& id) const override;
    std::optional<welfare::Employer> byTaxId(std::string_view tax_id) const override;
    void add(const welfare::Employer& employer) override;

private:
    Connection& connection_;
};

class PlansRows final : public welfare::Plans {
public:
    explicit PlansRows(Connection& connection) : connection_{connection} {}

    std::optional<welfare::Plan> plan(const registers::Id& id) const override;
    std::vector<welfare::Plan> ofEmployer(const registers::Id& employer) const override;
    void add(const welfare::Plan& plan) override;

private:
    Connection& connection_;
};

class CreditsRows final : public welfare::Credits {
public:
    explicit CreditsRows(Connection& connection) : connection_{connection} {}

    std::optional<welfare::Credit> credit(const registers::Id& id) const override;
    std::optional<welfare::Credit> of(const registers::Id& plan, const registers::Id& person) const override;
    std::vector<welfare::Credit> ofPerson(const registers::Id& person) const override;
    std::vector<welfare::Credit> ofPlan(const registers::Id& plan, const registers::Id& after,
                                        int limit) const override;
    welfare::Credited total(const registers::Id& plan) const override;
    Money inYear(const registers::Id& employer, const registers::Id& person, int year) const override;
    void add(const welfare::Credit& credit) override;
    void keep(const welfare::Credit& credit) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
