// The rows of catalogue: its ports on one connection, and the index that all connections share.
//
// CatalogueRows belongs to its connection's thread; its writing members to the writer's. ShowcaseWindow may be used by
// any thread and outlives every CatalogueRows that looks through it.
#pragma once

#include <memory>
#include <mutex>

#include "adapters/store/connection.hpp"
#include "core/catalogue/index.hpp"
#include "core/catalogue/ports.hpp"

namespace buono::store {

/// Holds the newest index anybody built. A process has one.
class ShowcaseWindow {
public:
    using Build = std::function<std::shared_ptr<const catalogue::Index>()>;

    /// The index, of `version` or newer; calls `build` when it is older, one thread at a time: the others wait for it.
    std::shared_ptr<const catalogue::Index> atLeast(std::int64_t version, const Build& build);

private:
    std::shared_ptr<const catalogue::Index> current() const;

    mutable std::mutex current_mutex_;
    std::shared_ptr<const catalogue::Index> current_;
    std::mutex build_mutex_;
};

class CatalogueRows final : public catalogue::Enti,
                            public catalogue::Services,
                            public catalogue::Places,
                            public catalogue::Shelves,
                            public catalogue::Showcase {
public:
    CatalogueRows(Connection& connection, ShowcaseWindow& window) : connection_{connection}, window_{window} {}

    std::optional<catalogue::Ente> ente(const registers::Id& id) const override;
    std::optional<catalogue::Ente> enteBySlug(std::string_view slug) const override;
    std::vector<catalogue::Ente> enti() const override;

    std::optional<catalogue::Service> service(const registers::Id& id) const override;
    std::vector<catalogue::Service> services() const override;
    std::vector<catalogue::Service> ofEnte(const registers::Id& ente) const override;

    std::vector<catalogue::Space> spaces() const override;
    std::vector<catalogue::Term> terms(catalogue::TermKind kind) const override;

    void keep(const catalogue::Ente& ente) override;
    void keep(const catalogue::Service& service) override;
    void keep(const catalogue::Space& space) override;
    void keepTerms(catalogue::TermKind kind, const std::vector<catalogue::Term>& terms) override;
    void renew() override;

    std::shared_ptr<const catalogue::Index> index() const override;

private:
    std::int64_t version() const;
    std::shared_ptr<const catalogue::Index> build() const;

    Connection& connection_;
    ShowcaseWindow& window_;
    mutable std::shared_ptr<const catalogue::Index> shown_;  ///< In this turn: what a hundred changes ask for.
    mutable std::uint64_t shown_turn_ = 0;
};

}  // namespace buono::store
