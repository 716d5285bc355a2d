// Rows of programmes: calls and their sources, applications, rankings, awards and vouchers.
//
// Plain SQL behind the ports of core/programmes; no rule lives here. What an applicant declared is sealed under the
// application's own key: one whose key was destroyed is no entrant any more. Each class works on one connection.
#pragma once

#include "adapters/store/vault.hpp"
#include "core/programmes/ports.hpp"

namespace buono::store {

class ProgrammesRows final : public programmes::Programmes {
public:
    explicit ProgrammesRows(Connection& connection) : connection_{connection} {}

    std::optional<programmes::Programme> find(const registers::Id& id) const override;
    std::optional<programmes::Programme> bySlug(std::string_view slug) const override;
    std::vector<programmes::Programme> all() const override;
    void add(const programmes::Programme& programme) override;

private:
    void fill(programmes::Programme& programme) const;

    Connection& connection_;
};

class SourcesRows final : public programmes::FundingSources {
public:
    explicit SourcesRows(Connection& connection) : connection_{connection} {}

    std::optional<programmes::Source> source(const registers::Id& id) const override;
    std::vector<programmes::Source> all() const override;

private:
    Connection& connection_;
};

class ApplicationsRows final : public programmes::Applications {
public:
    /// Both on the same connection.
    ApplicationsRows(Connection& connection, Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<programmes::Application> find(const registers::Id& id) const override;
    std::vector<programmes::Application> ofApplicant(const registers::Id& applicant, const registers::Id& before,
                                                     int limit) const override;
    std::vector<programmes::Application> ofProgramme(const registers::Id& programme, const registers::Id& after,
                                                     int limit) const override;
    bool isApplied(const registers::Id& programme, const registers::Id& child) const override;
    Children children(const registers::Id& programme) const override;
    std::vector<programmes::Entrant> entrants(const registers::Id& programme) const override;
    int count(const registers::Id& programme) const override;
    std::map<int, int> brackets(const registers::Id& programme) const override;
    void add(std::span<const programmes::Application> applications) override;

private:
    Connection& connection_;
    Vault& vault_;
};

class RankingsRows final : public programmes::Rankings {
public:
    RankingsRows(Connection& connection, Vault& vault) : connection_{connection}, vault_{vault} {}

    std::optional<programmes::Ranking> ofProgramme(const registers::Id& programme) const override;
    int placeOf(const registers::Id& application) const override;
    std::vector<programmes::Placed> placed(const registers::Id& programme, int after_place, int limit) const override;
    std::vector<programmes::Waiting> waiting(const registers::Id& programme) const override;
    void add(const programmes::Ranking& ranking, std::span<const registers::Id> order) override;

private:
    Connection& connection_;
    Vault& vault_;
};

class VouchersRows final : public programmes::Vouchers {
public:
    explicit VouchersRows(Connection& connection) : connection_{connection} {}

    std::optional<programmes::Voucher> find(const registers::Id& id) const override;
    std::vector<programmes::Voucher> ofHolder(const registers::Id& holder) const override;
    std::vector<Brief> ofProgramme(const registers::Id& programme) const override;
    std::vector<programmes::Award> awards(const registers::Id& programme) const override;
    void add(const programmes::Award& award, std::span<const programmes::Voucher> vouchers) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
