// PluginMethods, PluginProviders: the ports purchases::Methods and purchases::Providers, over the supervisor.
//
// On the courier's thread. The cash desk's yes is believed beside the receipt that the operation's own row holds;
// it is read here, on the courier's connection, and never taken from the plugin.
#pragma once

#include "adapters/plugins/supervisor.hpp"
#include "core/purchases/ports.hpp"

namespace buono::plugins {

class PluginMethods final : public purchases::Methods {
public:
    PluginMethods(Supervisor& supervisor, const purchases::Operations& operations)
        : supervisor_{supervisor}, operations_{operations} {}

    purchases::Answer authorize(const purchases::Order& order) override;
    purchases::Answer query(const purchases::Order& order) override;
    purchases::Answer cancel(const purchases::Order& order) override;
    void tell(const purchases::Order& order, std::string_view receipt) override;

private:
    bool isRecorded(const purchases::Order& order) const;

    Supervisor& supervisor_;
    const purchases::Operations& operations_;
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
