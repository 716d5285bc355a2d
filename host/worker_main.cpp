// buono-worker: runs one plugin, one call at a time, for the host at the other end of descriptor 3.
//
// Descriptor 4 holds the very bytes the host has hashed, sealed. It shuts itself in, says which locks hold, and only
// then loads them. The only program that loads plugin code, and the only user of Boost.DLL. It never unloads: the
// process is the unload.
#define BOOST_DLL_USE_STD_FS 1
#include <buono/plugin/abi.h>
#include <unistd.h>
#include <boost/dll/shared_library.hpp>

#include <cstdlib>
#include <cstring>
#include <string>

#include "adapters/plugins/worker/filter.hpp"
#include "adapters/plugins/worker/host_table.hpp"
#include "adapters/plugins/worker/locks.hpp"

using namespace buono::plugins;

namespace {

constexpr int kHostDescriptor = 3;
constexpr int kPluginDescriptor = 4;

struct Tables {
    const buono_payment_v1* payment = nullptr;
    const buono_provider_v1* provider = nullptr;
    const buono_verifier_v1* verifier = nullptr;
};

[[noreturn]] void fatal(Channel& channel, const std::string& why) {
    Writer writer{FrameType::Fatal, 0};
    writer.text(why.substr(0, 2000));
    channel.send(writer.frame(), kNever);
    ::_exit(3);
}

std::string mismatch(const buono_entry& entry) {
    if (entry.magic != BUONO_MAGIC) return "buono_plugin_entry is not what it should be: use BUONO_PLUGIN";
    if (entry.abi_major != BUONO_ABI_MAJOR || entry.abi_minor > BUONO_ABI_MINOR)
        return "built for plugin ABI " + std::to_string(entry.abi_major) + "." + std::to_string(entry.abi_minor) +
               "; this host speaks " + std::to_string(BUONO_ABI_MAJOR) + "." + std::to_string(BUONO_ABI_MINOR);
    if (entry.size < sizeof(buono_entry) || entry.struct_sizes[0] != sizeof(buono_call) ||
        entry.struct_sizes[1] != sizeof(buono_result))
        return "its structs have other sizes than this host's: build it with the SDK's headers, unpacked";
    return {};
}

/// Given by the host: the user to become, its own number, and the isolation below which nothing is loaded.
Locks lockedIn(Channel& channel, char** given) {
    std::string fault;
    const auto number = [](const char* text) { return std::strtoul(text, nullptr, 10); };
    const auto locks = lockIn(static_cast<uid_t>(number(given[1])), static_cast<pid_t>(number(given[2])), fault);
    if (!fault.empty()) fatal(channel, fault);
    Writer writer{FrameType::Locked, 0};
    for (const bool shut : {locks.limits, locks.own_user, locks.own_root, locks.filter})
        writer.number(static_cast<std::uint8_t>(shut));
    writer.number(std::int32_t{locks.landlock});
    channel.send(writer.frame(), kNever);
    if (static_cast<unsigned long>(levelOf(locks)) < number(given[3]))
        fatal(channel,
              "this machine isolates plugins only to the level \"" + std::string{word(levelOf(locks))} +
                  "\", and plugins.isolation_min asks for more: run the host on a kernel with Landlock (5.13 or "
                  "later), or as root for the level \"apart\"");
    return locks;
}

const buono_entry* load(Channel& channel, const Locks& locks, boost::dll::shared_library& library) {
    try {
        namespace mode = boost::dll::load_mode;
        library.load(pluginPath(locks), mode::rtld_now | mode::rtld_local);  // The throwing one: it keeps the reason.
        const auto& entry = library.get<const buono_entry>("buono_plugin_entry");
        if (const auto why = mismatch(entry); !why.empty()) fatal(channel, why);
        return &entry;
    } catch (const std::exception& failed) {
        fatal(channel, std::string{"cannot be loaded: "} + failed.what());
    }
}

template <class T>
void ask(const buono_entry& entry, void* self, const char* id, const T*& table) {
    table = static_cast<const T*>(entry.interface_of(self, id));
}

buono_fn functionOf(const Tables& of, std::uint32_t op) {
#define BUONO_ROW(code, table, member) \
    case code: return BUONO_HAS(of.table, member) ? of.table->member : nullptr
    switch (op) {
        BUONO_ROW(BUONO_OP_AUTHORIZE, payment, authorize);
        BUONO_ROW(BUONO_OP_CAPTURE, payment, capture);
        BUONO_ROW(BUONO_OP_VOID, payment, void_);
        BUONO_ROW(BUONO_OP_REFUND, payment, refund);
        BUONO_ROW(BUONO_OP_QUERY, payment, query);
        BUONO_ROW(BUONO_OP_WEBHOOK, payment, webhook);
        BUONO_ROW(BUONO_OP_SETTLEMENT_IN, payment, settlement_in);
        BUONO_ROW(BUONO_OP_PAYOUT_OUT, payment, payout_out);
        BUONO_ROW(BUONO_OP_CATALOGUE, provider, catalogue);
        BUONO_ROW(BUONO_OP_QUOTE, provider, quote);
        BUONO_ROW(BUONO_OP_RESERVE, provider, reserve);
        BUONO_ROW(BUONO_OP_REDEEM, provider, redeem);
        BUONO_ROW(BUONO_OP_CANCEL, provider, cancel);
        BUONO_ROW(BUONO_OP_STATUS, provider, status);
        BUONO_ROW(BUONO_OP_ATTENDANCE, provider, attendance);
        BUONO_ROW(BUONO_OP_GATEWAY, provider, gateway);
        BUONO_ROW(BUONO_OP_ASK, verifier, ask);
        BUONO_ROW(BUONO_OP_ASK_STATUS, verifier, status);
    }
#undef BUONO_ROW
    return nullptr;
}

buono_call read(Reader& in) {
    const auto text = [&] {
        const auto view = in.text(kFrameMax);
        return buono_str{view.data(), view.size()};
    };
    buono_call call{};
    call.size = sizeof call;
    call.op = in.number<std::uint32_t>();
    call.attempt = in.number<std::uint32_t>();
    call.amount_minor = in.number<std::int64_t>();
    call.budget_ms = in.number<std::int64_t>();
    const auto currency = in.text(3);
    std::copy(currency.begin(), currency.end(), call.currency);
    call.op_id = text();
    call.parent_id = text();
    call.ref = text();
    call.data = text();
    return call;
}

template <std::size_t N>
std::string_view bounded(const char (&text)[N]) {
    return {text, ::strnlen(text, N)};
}

void send(Channel& channel, std::uint64_t id, const buono_result& result) {
    Writer writer{FrameType::Result, id};
    writer.number(result.outcome).number(result.amount_minor).number(result.check_after_ms);
    writer.number(result.valid_until_ms).text(bounded(result.currency)).text(bounded(result.ref));
    writer.text(bounded(result.reason)).text(bounded(result.message)).text(bounded(result.redirect_url));
    channel.send(writer.frame(), kNever);
}

/// A foreign exception ends the process: what is left of the plugin's state is not to be trusted.
void serve(Channel& channel, Line& line, const Tables& tables, void* self) {
    for (Frame frame; channel.receive(frame, kNever) == Io::Done && frame.type == FrameType::Call;) {
        Reader in{frame.payload};
        const auto call = read(in);
        if (!in.isWhole()) return;
        buono_result result{};
        result.size = sizeof result;
        const auto function = functionOf(tables, call.op);
        line.call = frame.call;
        if (!function)
            result.outcome = BUONO_UNSUPPORTED;
        else if (function(self, &call, &result) != 0)
            result.outcome = BUONO_UNKNOWN;
        line.call = 0;
        send(channel, frame.call, result);
    }
}

void hello(Channel& channel, const buono_entry& entry, const Tables& tables) {
    Writer writer{FrameType::Hello, 0};
    writer.text(std::string_view{entry.sdk ? entry.sdk : ""}.substr(0, 200));
    writer.number(static_cast<std::uint8_t>(tables.payment ? 1 : 0));
    writer.number(static_cast<std::uint8_t>(tables.provider ? 1 : 0));
    writer.number(static_cast<std::uint8_t>(tables.verifier ? 1 : 0));
    channel.send(writer.frame(), kNever);
}

}  // namespace

int main(int count, char** given) {
    Channel channel{kHostDescriptor};
    if (count != 4) fatal(channel, "buono-worker is started by the host only");
    const auto locks = lockedIn(channel, given);
    boost::dll::shared_library library;
    const auto& entry = *load(channel, locks, library);
    ::close(kPluginDescriptor);
    if (locks.filter && !filterForCalls()) fatal(channel, "the kernel refused the filter for calls");
    Line line{channel};
    const auto host = hostTable(line);
    void* const self = entry.create(&host);
    if (!self) fatal(channel, "its create() gave nothing");
    Tables tables;
    ask(entry, self, "buono.payment/1", tables.payment);
    ask(entry, self, "buono.provider/1", tables.provider);
    ask(entry, self, "buono.verifier/1", tables.verifier);
    hello(channel, entry, tables);
    serve(channel, line, tables, self);
    ::_exit(0);
}
