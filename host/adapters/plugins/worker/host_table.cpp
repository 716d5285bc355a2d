#include "adapters/plugins/worker/host_table.hpp"

#include <unistd.h>

#include <algorithm>

namespace buono::plugins {
namespace {

Line& lineOf(void* ctx) { return *static_cast<Line*>(ctx); }

std::string_view view(buono_str text) {
    return text.p ? std::string_view{text.p, static_cast<std::size_t>(text.n)} : std::string_view{};
}

Writer request(void* ctx, Service service) {
    Writer writer{FrameType::HostRequest, lineOf(ctx).call};
    writer.number(static_cast<std::uint8_t>(service));
    return writer;
}

std::string ask(void* ctx, Writer& writer) {
    auto& line = lineOf(ctx);
    Frame reply;
    if (line.channel.send(writer.frame(), kNever) != Io::Done || line.channel.receive(reply, kNever) != Io::Done ||
        reply.type != FrameType::HostReply || reply.call != line.call)
        ::_exit(0);
    return std::move(reply.payload);
}

std::int32_t copy(std::string_view text, char* to, std::uint64_t room) {
    if (text.size() > room) return -1;
    std::copy(text.begin(), text.end(), to);
    return static_cast<std::int32_t>(text.size());
}

std::int64_t nowMs(void* ctx) {
    auto writer = request(ctx, Service::Now);
    const auto reply = ask(ctx, writer);
    return Reader{reply}.number<std::int64_t>();
}

void log(void* ctx, std::int32_t level, buono_str text) {
    auto writer = request(ctx, Service::Log);
    writer.number(level).text(view(text).substr(0, 2000));
    ask(ctx, writer);
}

std::int32_t config(void* ctx, buono_str key, char* to, std::uint64_t room) {
    auto writer = request(ctx, Service::Config);
    writer.text(view(key));
    const auto reply = ask(ctx, writer);
    Reader reader{reply};
    return reader.number<std::uint8_t>() != 0 ? copy(reader.text(kFrameMax), to, room) : -1;
}

std::int32_t http(void* ctx, const buono_http_req* req, buono_http_res* res) {
    if (!BUONO_HAS(req, timeout_ms) || !BUONO_HAS(res, len)) return -1;
    auto writer = request(ctx, Service::Http);
    writer.text(view(req->method)).text(view(req->url)).text(view(req->headers)).text(view(req->body));
    writer.number(req->timeout_ms);
    const auto reply = ask(ctx, writer);
    Reader reader{reply};
    res->transport = reader.number<std::int32_t>();
    res->code = reader.number<std::int32_t>();
    const auto body = reader.text(kFrameMax);
    res->len = body.size();
    copy(body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(body.size(), res->cap))), res->body, res->cap);
    return 0;
}

std::int32_t sign(void* ctx, buono_str secret, buono_str alg, buono_str data, char* hex, std::uint64_t room) {
    auto writer = request(ctx, Service::Sign);
    writer.text(view(secret)).text(view(alg)).text(view(data));
    const auto reply = ask(ctx, writer);
    Reader reader{reply};
    return reader.number<std::uint8_t>() != 0 ? copy(reader.text(kFrameMax), hex, room) : -1;
}

std::int32_t verify(void* ctx, buono_str secret, buono_str alg, buono_str data, buono_str hex) {
    auto writer = request(ctx, Service::Verify);
    writer.text(view(secret)).text(view(alg)).text(view(data)).text(view(hex));
    const auto reply = ask(ctx, writer);
    return Reader{reply}.number<std::uint8_t>() != 0 ? 0 : -1;
}

std::int32_t kvGet(void* ctx, buono_str key, char* to, std::uint64_t room, std::uint64_t* version) {
    auto writer = request(ctx, Service::KvGet);
    writer.text(view(key));
    const auto reply = ask(ctx, writer);
    Reader reader{reply};
    const auto kept = reader.number<std::uint64_t>();
    if (version) *version = kept;
    return kept != 0 ? copy(reader.text(kFrameMax), to, room) : -1;
}

std::int32_t kvPut(void* ctx, buono_str key, buono_str value, std::uint64_t if_version) {
    auto writer = request(ctx, Service::KvPut);
    writer.text(view(key)).text(view(value)).number(if_version);
    const auto reply = ask(ctx, writer);
    return Reader{reply}.number<std::uint8_t>() != 0 ? 0 : -1;
}

std::int32_t emit(void* ctx, std::int32_t kind, buono_str data) {
    auto writer = request(ctx, Service::Emit);
    writer.number(kind).text(view(data));
    const auto reply = ask(ctx, writer);
    return Reader{reply}.number<std::uint8_t>() != 0 ? 0 : -1;
}

std::int32_t voucher(void* ctx, std::int32_t verb, buono_str code, std::int64_t cents, buono_voucher* out) {
    if (!BUONO_HAS(out, reason)) return -1;
    auto writer = request(ctx, Service::Voucher);
    writer.number(verb).text(view(code)).number(cents);
    const auto reply = ask(ctx, writer);
    return Reader{reply}.number<std::uint8_t>() != 0 ? 0 : -1;
}

}  // namespace

buono_host hostTable(Line& line) {
    return {sizeof(buono_host),
            BUONO_ABI_MINOR,
            &line,
            nowMs,
            log,
            config,
            http,
            sign,
            verify,
            kvGet,
            kvPut,
            emit,
            voucher};
}

}  // namespace buono::plugins
