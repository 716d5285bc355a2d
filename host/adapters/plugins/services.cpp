#include "adapters/plugins/services.hpp"

#include "adapters/plugins/plain_text.hpp"
#include "core/register/codes.hpp"

namespace buono::plugins {
namespace {

constexpr int kRequestsMax = 256;
constexpr int kEmitsMax = 10'000;
constexpr std::size_t kLogBytesMax = 64 * 1024;
constexpr std::size_t kEmitBytesMax = 16U << 20;
constexpr std::size_t kKeyMax = 256;
constexpr std::size_t kValueMax = 64 * 1024;

std::string hex(const registers::Sha256& hash) {
    std::string text;
    for (const auto byte : hash) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

}  // namespace

bool Services::serve(std::string_view request, Writer& out) {
    Reader in{request};
    const auto service = static_cast<Service>(in.number<std::uint8_t>());
    if (service != Service::Emit && ++requests_ > kRequestsMax) return false;
    switch (service) {
        case Service::Now: out.number(shelf_.clock.now().us / 1000); break;
        case Service::Log:
            log(in);
            if (logged_ > kLogBytesMax) return false;
            break;
        case Service::Config: config(in, out); break;
        case Service::Http: http(in, out); break;
        case Service::Sign: sign(in, out); break;
        case Service::Verify: verify(in, out); break;
        case Service::Voucher: out.number(std::uint8_t{0}); return true;
        case Service::KvGet: get(in, out); break;
        case Service::KvPut: put(in, out); break;
        case Service::Emit:
            if (!emit(in, out)) return false;
            break;
        default: return false;
    }
    return in.isWhole() || service == Service::Now;
}

void Services::log(Reader& in) {
    const auto level = in.number<std::int32_t>();
    std::string text{in.text(4096)};
    for (auto& letter : text)
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) letter = ' ';
    logged_ += text.size() + 1;
    if (in.good() && shelf_.log) shelf_.log(manifest_.id, level, text);
}

void Services::config(Reader& in, Writer& out) {
    const auto found = settings_.find(std::string{in.text(kKeyMax)});
    out.number(static_cast<std::uint8_t>(found != settings_.end()));
    if (found != settings_.end()) out.text(found->second);
}

void Services::get(Reader& in, Writer& out) {
    const auto key = in.text(kKeyMax);
    const auto found = in.good() && isPlainText(key) ? shelf_.kept.find(manifest_.id, key) : std::nullopt;
    kept_ = kept_ || found;
    out.number(found ? found->version : std::int64_t{0}).text(found ? found->value : "");
}

void Services::put(Reader& in, Writer& out) {
    const auto key = in.text(kKeyMax);
    const auto value = in.text(kFrameMax);
    const auto version = in.number<std::int64_t>();
    const bool good = in.good() && !key.empty() && isPlainText(key) && value.size() <= kValueMax && version >= 0;
    const bool done = good && isKept(key, value, version);
    kept_ = kept_ || done;
    out.number(static_cast<std::uint8_t>(done));
}

/// The ticket names the operation, the key and the version: after a crash the same write answers what it did.
bool Services::isKept(std::string_view key, std::string_view value, std::int64_t if_version) {
    const auto name =
        std::to_string(op_id_.size()) + ":" + op_id_ + std::to_string(if_version) + ":" + std::string{key};
    const registers::Ticket ticket{"plugin:" + manifest_.id, hex(shelf_.digest.sha256(name)),
                                   shelf_.digest.sha256(value), "plugin_keep"};
    const auto done = shelf_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        const auto grown = static_cast<std::int64_t>(key.size() + value.size());
        if (shelf_.keeping.size(manifest_.id) + grown > manifest_.kv_bytes)
            return Error{codes::kPluginSpaceFull, {}, "the plugin's space is used up"};
        if (!shelf_.keeping.put(manifest_.id, key, value, if_version))
            return Error{codes::kChangedMeanwhile, {}, "another call was faster"};
        return registers::Reply{200, {}};
    });
    return done.has_value();
}

void Services::http(Reader& in, Writer& out) {
    Request request;
    for (auto* part : {&request.method, &request.url, &request.headers, &request.body}) *part = in.text(kFrameMax);
    request.timeout_ms = in.number<std::int64_t>();
    Exchange exchange{BUONO_HTTP_NOT_SENT, 0, "no network granted"};
    if (in.good() && shelf_.network) exchange = shelf_.network->send(manifest_, request);
    released_ += exchange.transport != BUONO_HTTP_NOT_SENT;
    completed_ += exchange.transport == BUONO_HTTP_OK;
    out.number(static_cast<std::int32_t>(exchange.transport)).number(std::int32_t{exchange.code}).text(exchange.body);
}

void Services::sign(Reader& in, Writer& out) {
    const auto secret = in.text(kKeyMax);
    const auto algorithm = in.text(kKeyMax);
    const auto data = in.text(kFrameMax);
    const auto made = in.good() && shelf_.network ? shelf_.network->sign(manifest_, secret, algorithm, data)
                                                  : std::optional<std::string>{};
    out.number(static_cast<std::uint8_t>(made.has_value()));
    if (made) out.text(*made);
}

/// Every byte is looked at, so that the time tells nothing of where the first difference is.
void Services::verify(Reader& in, Writer& out) {
    const auto secret = in.text(kKeyMax);
    const auto algorithm = in.text(kKeyMax);
    const auto data = in.text(kFrameMax);
    const auto given = in.text(kKeyMax);
    const auto made = in.good() && shelf_.network ? shelf_.network->sign(manifest_, secret, algorithm, data)
                                                  : std::optional<std::string>{};
    const bool comparable = made && made->size() == given.size();
    int differences = comparable ? 0 : 1;
    for (std::size_t at = 0; comparable && at < given.size(); ++at) differences |= (*made)[at] ^ given[at];
    out.number(static_cast<std::uint8_t>(differences == 0));
}

bool Services::emit(Reader& in, Writer& out) {
    in.number<std::int32_t>();
    const auto data = in.text(1U << 20);
    emitted_bytes_ += data.size();
    if (!in.good() || emitted_.size() >= kEmitsMax || emitted_bytes_ > kEmitBytesMax) return false;
    emitted_.emplace_back(data);
    out.number(std::uint8_t{1});
    return true;
}

}  // namespace buono::plugins
