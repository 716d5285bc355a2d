// Host: everything a plugin can reach outside itself. It has no file, socket, clock or secret of its own.
//
// Use it during a call, on the call's thread. Copies are cheap: it is a pointer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <buono/plugin/answer.hpp>

namespace buono::plugin {

enum class Level : std::int32_t { Error = 0, Warning = 1, Information = 2 };

struct HttpRequest {
    std::string_view method;
    std::string_view url;
    std::string_view headers;  ///< "A: b\n..."; {{secret:NAME}} is filled in by the host.
    std::string_view body;
    std::int64_t timeout_ms = 0;
};

struct HttpReply {
    buono_http_transport transport = BUONO_HTTP_NOT_SENT;
    int code = 0;
    std::string body;
};

/// A value the host keeps for this plugin. Hand `version` back to replace it; 0 means there is none yet.
struct Kept {
    std::string value;
    std::uint64_t version = 0;
};

class Host {
public:
    explicit Host(const buono_host* host) : host_{host} {}

    std::int64_t nowMs() const { return host_->now_ms(host_->ctx); }
    void log(Level level, std::string_view text) const {
        host_->log(host_->ctx, static_cast<std::int32_t>(level), view(text));
    }

    std::optional<std::string> config(std::string_view key) const {
        std::string text(4096, '\0');
        const auto length = host_->config(host_->ctx, view(key), text.data(), text.size());
        if (length < 0) return std::nullopt;
        text.resize(static_cast<std::size_t>(length));
        return text;
    }

    /// An answer larger than `limit` is Lost, never cut.
    HttpReply http(const HttpRequest& request, std::size_t limit = 256 * 1024) const {
        HttpReply reply;
        reply.body.resize(limit);
        const buono_http_req req{sizeof(buono_http_req), 0,
                                 view(request.method),   view(request.url),
                                 view(request.headers),  view(request.body),
                                 request.timeout_ms};
        buono_http_res res{sizeof(buono_http_res), BUONO_HTTP_NOT_SENT, 0, 0, reply.body.data(), limit, 0};
        const bool asked = host_->http(host_->ctx, &req, &res) == 0;
        reply.transport = asked ? static_cast<buono_http_transport>(res.transport) : BUONO_HTTP_NOT_SENT;
        if (reply.transport == BUONO_HTTP_OK && res.len > limit) reply.transport = BUONO_HTTP_LOST;
        reply.code = res.code;
        reply.body.resize(static_cast<std::size_t>(std::min<std::uint64_t>(res.len, limit)));
        return reply;
    }

    /// Hexadecimal; nothing when the secret is not granted.
    std::optional<std::string> sign(std::string_view secret, std::string_view alg, std::string_view data) const {
        std::string hex(256, '\0');
        const auto length = host_->sign(host_->ctx, view(secret), view(alg), view(data), hex.data(), hex.size());
        if (length < 0) return std::nullopt;
        hex.resize(static_cast<std::size_t>(length));
        return hex;
    }
    /// Compares in constant time, in the host. false also when the secret is not granted.
    bool verify(std::string_view secret, std::string_view alg, std::string_view data, std::string_view hex) const {
        return host_->verify(host_->ctx, view(secret), view(alg), view(data), view(hex)) == 0;
    }

    /// Version 0 when nothing is kept under this key.
    Kept kept(std::string_view key) const {
        Kept kept;
        kept.value.resize(65536);
        const auto length = host_->kv_get(host_->ctx, view(key), kept.value.data(), kept.value.size(), &kept.version);
        if (length < 0) return {};
        kept.value.resize(static_cast<std::size_t>(length));
        return kept;
    }
    /// true: durable. false: somebody was faster, or the plugin's space is used up; nothing changed.
    bool keep(std::string_view key, std::string_view value, std::uint64_t if_version) const {
        return host_->kv_put(host_->ctx, view(key), view(value), if_version) == 0;
    }

    bool emit(buono_emit_kind kind, std::string_view data) const {
        return host_->emit(host_->ctx, kind, view(data)) == 0;
    }

    /// In a provider's gateway: asks about a code, for the provider of this call alone. Nothing: refused.
    std::optional<buono_voucher> voucher(buono_voucher_verb verb, std::string_view code, std::int64_t cents) const {
        if (!BUONO_HAS(host_, voucher)) return std::nullopt;
        buono_voucher out{};
        out.size = sizeof out;
        if (host_->voucher(host_->ctx, verb, view(code), cents, &out) != 0) return std::nullopt;
        return out;
    }

private:
    const buono_host* host_;
};

}  // namespace buono::plugin
