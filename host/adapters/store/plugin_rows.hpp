// DrawerRows: registers::Drawers as rows. One per connection; belongs to its thread.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/register/drawers.hpp"

namespace buono::store {

class DrawerRows final : public registers::Drawers {
public:
    explicit DrawerRows(Connection& connection) : connection_{connection} {}

    std::optional<Kept> find(std::string_view owner, std::string_view key) const override;
    std::int64_t size(std::string_view owner) const override;
    bool put(std::string_view owner, std::string_view key, std::string_view value, std::int64_t if_version) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
