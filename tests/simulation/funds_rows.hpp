// The rows of programmes and welfare on the simulated disk: who gives money to whom, and why. One thread.
#pragma once

#include "core/programmes/ports.hpp"
#include "core/welfare/ports.hpp"
#include "simulation/disk.hpp"

namespace buono::simulation {

using registers::Id;

class ProgrammesRows final : public programmes::Programmes {
public:
    explicit ProgrammesRows(Disk& disk) : rows{disk}, sources{disk} {}

    std::optional<programmes::Programme> find(const Id& id) const override { return rows.copy(id); }
    std::optional<programmes::Programme> bySlug(std::string_view slug) const override;
    std::vector<programmes::Programme> all() const override;
    void add(const programmes::Programme& one) override;

    Table<Id, programmes::Programme> rows;
    Table<Id, programmes::Source> sources;
};

class SourcesRows final : public programmes::FundingSources {
public:
    explicit SourcesRows(const ProgrammesRows& programmes) : programmes_{programmes} {}

    std::optional<programmes::Source> source(const Id& id) const override { return programmes_.sources.copy(id); }
    std::vector<programmes::Source> all() const override;

private:
    const ProgrammesRows& programmes_;
};

class ApplicationsRows final : public programmes::Applications {
public:
    explicit ApplicationsRows(Disk& disk) : rows{disk}, of_child_{disk} {}

    std::optional<programmes::Application> find(const Id& id) const override { return rows.copy(id); }
    std::vector<programmes::Application> ofApplicant(const Id& applicant, const Id& before, int limit) const override;
    std::vector<programmes::Application> ofProgramme(const Id& programme, const Id& after, int limit) const override;
    bool isApplied(const Id& programme, const Id& child) const override {
        return of_child_.contains({programme, child});
    }
    Children children(const Id& programme) const override;
    std::vector<programmes::Entrant> entrants(const Id& programme) const override;
    int count(const Id& programme) const override { return static_cast<int>(children(programme).size()); }
    std::map<int, int> brackets(const Id& programme) const override;
    void add(std::span<const programmes::Application> applications) override;

    void mark(const Id& id, programmes::ApplicationState state);

    Table<Id, programmes::Application> rows;

private:
    Table<std::pair<Id, Id>, Id> of_child_;  ///< By programme and child.
};

class RankingsRows final : public programmes::Rankings {
public:
    RankingsRows(Disk& disk, ApplicationsRows& applications) : rows{disk}, order_{disk}, applications_{applications} {}

    std::optional<programmes::Ranking> ofProgramme(const Id& programme) const override { return rows.copy(programme); }
    int placeOf(const Id& application) const override;
    std::vector<programmes::Placed> placed(const Id& programme, int after_place, int limit) const override;
    std::vector<programmes::Waiting> waiting(const Id& programme) const override;
    void add(const programmes::Ranking& ranking, std::span<const Id> order) override;

    Table<Id, programmes::Ranking> rows;  ///< By programme.

private:
    Table<Id, std::vector<Id>> order_;
    ApplicationsRows& applications_;
};

class VouchersRows final : public programmes::Vouchers {
public:
    VouchersRows(Disk& disk, ApplicationsRows& applications)
        : rows{disk}, all_awards{disk}, by_holder_{disk}, applications_{applications} {}

    std::optional<programmes::Voucher> find(const Id& id) const override { return rows.copy(id); }
    std::vector<programmes::Voucher> ofHolder(const Id& holder) const override;
    std::vector<Brief> ofProgramme(const Id& programme) const override;
    std::vector<programmes::Award> awards(const Id& programme) const override;
    void add(const programmes::Award& award, std::span<const programmes::Voucher> vouchers) override;

    Table<Id, programmes::Voucher> rows;
    Table<Id, programmes::Award> all_awards;

private:
    Table<std::pair<Id, Id>, bool> by_holder_;
    ApplicationsRows& applications_;
};

class EmployersRows final : public welfare::Employers {
public:
    explicit EmployersRows(Disk& disk) : rows{disk} {}

    std::optional<welfare::Employer> employer(const Id& id) const override { return rows.copy(id); }
    std::optional<welfare::Employer> byTaxId(std::string_view tax_id) const override;
    void add(const welfare::Employer& one) override { rows.add(one.id, one); }

    Table<Id, welfare::Employer> rows;
};

class PlansRows final : public welfare::Plans {
public:
    explicit PlansRows(Disk& disk) : rows{disk} {}

    std::optional<welfare::Plan> plan(const Id& id) const override { return rows.copy(id); }
    std::vector<welfare::Plan> ofEmployer(const Id& employer) const override;
    void add(const welfare::Plan& one) override { rows.add(one.id, one); }

    Table<Id, welfare::Plan> rows;
};

class CreditsRows final : public welfare::Credits {
public:
    CreditsRows(Disk& disk, const PlansRows& plans) : rows{disk}, of_person_{disk}, plans_{plans} {}

    std::optional<welfare::Credit> credit(const Id& id) const override { return rows.copy(id); }
    std::optional<welfare::Credit> of(const Id& plan, const Id& person) const override;
    std::vector<welfare::Credit> ofPerson(const Id& person) const override;
    std::vector<welfare::Credit> ofPlan(const Id& plan, const Id& after, int limit) const override;
    welfare::Credited total(const Id& plan) const override;
    Money inYear(const Id& employer, const Id& person, int year) const override;
    void add(const welfare::Credit& credit) override;
    void keep(const welfare::Credit& credit) override;

    Table<Id, welfare::Credit> rows;

private:
    Table<std::pair<Id, Id>, Id> of_person_;  ///< By person and plan.
    const PlansRows& plans_;
};

}  // namespace buono::simulation
