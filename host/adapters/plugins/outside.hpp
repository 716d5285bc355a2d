// PluginMethods, PluginProviders: the ports purchases::Methods and purchases::Providers, over the supervisor.
//
// On the courier's thread. The cash desk's yes is believed beside the receipt that the operation's own row holds;
// it is read here, on the courier's connection, and never taken from the plugin. So are the ente's name and account.
#pragma once

#include "adapters/plugins/supervisor.hpp"
#include "core/catalogue/ports.hpp"
#include "core/purchases/ports.hpp"

namespace buono::plugins {

class PluginMethods final : public purchases::Methods {
public:
    PluginMethods(Supervisor& supervisor, const purchases::Operations& operations, const catalogue::Enti& enti)
        : supervisor_{supervisor}, operations_{operations}, enti_{enti} {}

    purchases::Answer authorize(const purchases::Order& order) override;
    purchases::Answer query(const purchases::Order& order) override;
    purchases::Answer cancel(const purchases::Order& order) override;
    void tell(const purchases::Order& order, std::string_view receipt) override;

private:
    bool isRecorded(const purchases::Order& order) const;
    std::string payeeOf(const purchases::Order& order) const;

    Supervisor& supervisor_;
    const purchases::Operations& operations_;
    const catalogue::Enti& enti_;
};

class PluginProviders final : public purchases::Providers {
public:
    explicit PluginProviders(Supervisor& supervisor) : supervisor_{supervisor} {}

    purchases::Answer redeem(const purchases::Order& order) override;
    purchases::Answer status(const purchases::Order& order) override;

private:
    Supervisor& supervisor_;
};

}  // namespace buono::plugins
