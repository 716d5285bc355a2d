// Services: what one plugin may ask of the host during one call, within its limits.
//
// Made for the call. Stands on the thread that makes the call, never on the writer's: kv_put goes through the register
// and returns when it is durable. `drawers` reads on a connection of that same thread.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "adapters/plugins/frame.hpp"
#include "adapters/plugins/manifest.hpp"
#include "adapters/plugins/network.hpp"
#include "adapters/plugins/verdict.hpp"
#include "core/register/drawers.hpp"
#include "core/register/register.hpp"

namespace buono::plugins {

/// What the host gives to all its plugins. References must outlive the supervisor.
struct Shelf {
    registers::Register& registry;
    registers::Clock& clock;
    const registers::Digest& digest;
    const registers::Drawers& kept;  ///< Reading, on the calling thread's connection.
    registers::Drawers& keeping;     ///< On the writer's connection, used within changes only.
    std::function<void(std::string_view plugin, int level, std::string_view text)> log;  ///< The plugin's own words.
    /// A call went wrong, in the host's words, which hold nothing of the plugin's.
    std::function<void(std::string_view plugin, std::string_view why)> fault = nullptr;
    Network* network = nullptr;  ///< None: nothing leaves this machine, and nothing is signed.
};

using Settings = std::map<std::string, std::string>;

class Services {
public:
    Services(Shelf& shelf, const Manifest& manifest, const Settings& settings, const Call& call)
        : shelf_{shelf}, manifest_{manifest}, settings_{settings}, op_id_{call.op_id} {}

    /// false: the plugin broke the protocol or its limits, and its process is ended.
    bool serve(std::string_view request, Writer& reply);

    bool kept() const { return kept_; }
    int released() const { return released_; }    ///< Requests that left this machine.
    int completed() const { return completed_; }  ///< ... and were answered.
    std::vector<std::string>& emitted() { return emitted_; }

private:
    void log(Reader& in);
    void config(Reader& in, Writer& out);
    void get(Reader& in, Writer& out);
    void put(Reader& in, Writer& out);
    void http(Reader& in, Writer& out);
    void sign(Reader& in, Writer& out);
    void verify(Reader& in, Writer& out);
    bool emit(Reader& in, Writer& out);
    bool isKept(std::string_view key, std::string_view value, std::int64_t if_version);

    Shelf& shelf_;
    const Manifest& manifest_;
    const Settings& settings_;
    std::string op_id_;
    int requests_ = 0;
    std::size_t logged_ = 0;
    std::size_t emitted_bytes_ = 0;
    bool kept_ = false;
    int released_ = 0;
    int completed_ = 0;
    std::vector<std::string> emitted_;
};

}  // namespace buono::plugins
