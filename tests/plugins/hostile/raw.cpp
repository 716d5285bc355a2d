// A plugin written against the bare C table, to break what the C++ layer would not let it break. Tests only.
#include <buono/plugin/abi.h>
#include <sys/socket.h>
#include <unistd.h>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string>

namespace {

jmp_buf g_earlier;

void send(const std::string& bytes) { ::send(3, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

/// A frame with the head the worker would write: length, type, call, and `rest` zeros.
std::string frame(std::uint32_t length, char type, std::uint64_t call, std::size_t rest) {
    std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
    bytes += type;
    bytes.append(reinterpret_cast<const char*>(&call), sizeof call);
    return bytes + std::string(rest, '\0');
}

/// A whole result: outcome approved, 1000 cents, EUR.
std::string result(std::uint64_t call) {
    std::string body(4, '\0');
    body[0] = BUONO_APPROVED;
    const std::int64_t cents = 1000;
    body.append(reinterpret_cast<const char*>(&cents), sizeof cents).append(16, '\0');
    body += std::string{"\3\0\0\0EUR", 7} + std::string(16, '\0');
    const auto length = static_cast<std::uint32_t>(9 + body.size());
    return frame(length, 3, call, 0) + body;
}

[[noreturn]] void wait() {
    for (;;) ::pause();
}

[[noreturn]] void drip() {
    send(frame(4U << 20, 3, 1, 0));
    for (;;) {
        send("x");
        const timespec moment{0, 100'000};
        ::nanosleep(&moment, nullptr);
    }
}

__attribute__((noinline)) int deeper(int depth) {
    volatile char room[4096];
    std::memset(const_cast<char*>(room), depth, sizeof room);
    return deeper(depth + 1) + room[depth & 4095];
}

void fill(buono_result& out) {
    std::memset(out.currency, 'E', sizeof out.currency);
    std::memset(out.ref, 'r', sizeof out.ref);
    std::memset(out.reason, 'r', sizeof out.reason);
    std::memset(out.message, '\xff', sizeof out.message);
    std::memset(out.redirect_url, 'u', sizeof out.redirect_url);
}

std::int32_t authorize(void*, const buono_call* call, buono_result* out) {
    const std::string what{call->data.p, static_cast<std::size_t>(call->data.n)};
    out->outcome = BUONO_APPROVED;
    out->amount_minor = call->amount_minor;
    std::memcpy(out->currency, call->currency, sizeof out->currency);
    if (what == "overrun") std::memset(static_cast<void*>(out), 'A', 1U << 20);
    if (what == "overrun_little") std::memset(static_cast<void*>(out), 'A', sizeof *out + 512);
    if (what == "unterminated") fill(*out);
    if (what == "size") out->size = 0xffffffffU;
    if (what == "call") std::memset(const_cast<void*>(static_cast<const void*>(call)), 'A', sizeof *call);
    if (what == "stack") out->reserved = static_cast<std::uint32_t>(deeper(0));
    if (what == "setjmp") return setjmp(g_earlier), 0;
    if (what == "longjmp") longjmp(g_earlier, 1);
    if (what == "throw") throw std::runtime_error{"through the table"};
    if (what == "exit") std::exit(0);
    if (what == "failed") return -1;
    if (what == "twice") send(result(call->attempt) + result(call->attempt));
    if (what == "early") send(result(call->attempt));
    if (what == "other_call") send(result(999)), wait();
    if (what == "huge") send(frame(1U << 30, 3, call->attempt, 100)), wait();
    if (what == "locked") send(frame(17, 7, call->attempt, 8)), wait();
    if (what == "drip") drip();
    if (what == "closed") ::close(3), wait();
    return 0;
}

/// Whatever it is asked.
const buono_payment_v1 kTable{sizeof(buono_payment_v1),
                              0,
                              authorize,
                              authorize,
                              authorize,
                              authorize,
                              authorize,
                              authorize,
                              authorize,
                              authorize};

void* create(const buono_host*) { return const_cast<buono_payment_v1*>(&kTable); }
void destroy(void*) {}
const void* interfaceOf(void* self, const char* id) { return std::strcmp(id, "buono.payment/1") == 0 ? self : nullptr; }

}  // namespace

extern "C" const buono_entry buono_plugin_entry = {
    BUONO_MAGIC,
    sizeof(buono_entry),
    BUONO_ABI_MAJOR,
    BUONO_ABI_MINOR,
    {sizeof(buono_call), sizeof(buono_result), sizeof(buono_host), sizeof(buono_http_req)},
    "by hand",
    create,
    destroy,
    interfaceOf};
