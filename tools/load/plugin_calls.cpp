// What the line to a plugin costs: calls through the supervisor to a plugin from elsewhere, held like any, beside a
// bare echo between two processes and a bare start of a program. Prints one JSON object; tools/load/plugins.py reads
// it.
//
// usage: buono-plugin-calls WORKER PLUGIN [MS]    MS: length of each stretch, 1000
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "adapters/plugins/supervisor.hpp"

namespace {

using namespace buono;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBytes = 200;
constexpr int kStarts = 40;

struct NoDrawers final : registers::Drawers {
    std::optional<Kept> find(std::string_view, std::string_view) const override { return std::nullopt; }
    std::int64_t size(std::string_view) const override { return 0; }
    bool put(std::string_view, std::string_view, std::string_view, std::int64_t) override { return false; }
};
struct NoRegister final : registers::Register {
    Result<registers::Reply> once(const registers::Ticket&, const registers::Work& work) override { return work(); }
    void note(const registers::Ticket&, std::string_view) override {}
};
struct StillClock final : registers::Clock {
    registers::Instant now() override { return {0}; }
};
struct NoDigest final : registers::Digest {
    registers::Sha256 sha256(std::string_view) const override { return {}; }
};

struct Stretch {
    double p50_us = 0;
    double per_s = 0;
};

[[noreturn]] void wrong(const std::string& why) {
    std::fprintf(stderr, "buono-plugin-calls: %s\n", why.c_str());
    std::exit(1);
}

double us(Clock::duration time) { return std::chrono::duration<double, std::micro>(time).count(); }

double median(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <class Once>
Stretch stretch(std::chrono::milliseconds length, std::chrono::microseconds rest, const Once& once) {
    std::vector<double> took;
    const auto began = Clock::now();
    while (Clock::now() < began + length) {
        if (rest.count() > 0) std::this_thread::sleep_for(rest);
        const auto from = Clock::now();
        once();
        took.push_back(us(Clock::now() - from));
    }
    const auto per_s = static_cast<double>(took.size()) * 1e6 / us(Clock::now() - began);
    return {median(took), per_s};
}

template <class Once>
double startMs(const Once& once) {
    std::vector<double> took;
    for (int i = 0; i < kStarts; ++i) {
        const auto from = Clock::now();
        [[maybe_unused]] const auto started = once();  // Its end is not measured.
        took.push_back(us(Clock::now() - from) / 1000);
    }
    return median(took);
}

/// The yardstick: two processes, one socket pair, each sleeps until the other has written.
Stretch echo(std::chrono::milliseconds length) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0) wrong("no socket pair");
    char bytes[kBytes] = {};
    const auto other = ::fork();
    if (other == 0) {
        ::close(pair[0]);
        while (::recv(pair[1], bytes, sizeof bytes, MSG_WAITALL) == static_cast<ssize_t>(sizeof bytes))
            if (::send(pair[1], bytes, sizeof bytes, MSG_NOSIGNAL) < 0) break;
        ::_exit(0);
    }
    ::close(pair[1]);
    const auto measured = stretch(length, {}, [&] {
        if (::send(pair[0], bytes, sizeof bytes, MSG_NOSIGNAL) < 0 ||
            ::recv(pair[0], bytes, sizeof bytes, MSG_WAITALL) != static_cast<ssize_t>(sizeof bytes))
            wrong("the echo stopped");
    });
    ::close(pair[0]);
    ::waitpid(other, nullptr, 0);
    return measured;
}

bool spawnTrue() {
    char name[] = "true";
    char* const arguments[] = {name, nullptr};
    char* const environment[] = {nullptr};
    pid_t born = -1;
    if (::posix_spawn(&born, "/bin/true", nullptr, nullptr, arguments, environment) != 0) wrong("no /bin/true");
    return ::waitpid(born, nullptr, 0) == born;
}

bool forkAlone() {
    const auto child = ::fork();
    if (child == 0) ::_exit(0);
    return ::waitpid(child, nullptr, 0) == child;
}

plugins::Call authorize() {
    plugins::Call call;
    call.op = BUONO_OP_AUTHORIZE;
    call.op_id = "0198f0a0-0000-7000-8000-000000000001";
    call.amount_minor = 1000;
    call.data.assign(kBytes, 'x');
    call.recorded = true;  // So that its yes is believed.
    return call;
}

struct Starts {
    double worker_ms, true_ms, large_worker_ms, large_fork_ms;
};

/// In a small host and in one of a gibibyte, beside what each yardstick takes there.
Starts starts(const std::string& worker, const plugins::PluginFile& file) {
    plugins::Nursery nursery{worker};
    const auto start = [&] {
        auto process = std::make_unique<plugins::WorkerProcess>();
        const auto user = ::geteuid() == 0 ? 61'001U : 0U;
        if (const auto why = process->start(nursery, file, {user, plugins::Isolation::Sealed}); !why.empty())
            wrong(why);
        return process;
    };
    Starts all{startMs(start), startMs(spawnTrue), 0, 0};
    std::vector<char> large(std::size_t{1} << 30);
    for (std::size_t i = 0; i < large.size(); i += 4096) large[i] = 1;
    all.large_worker_ms = startMs(start);
    all.large_fork_ms = startMs(forkAlone);
    return all;
}

}  // namespace

int main(int count, char** given) {
    if (count < 3) wrong("usage: buono-plugin-calls WORKER PLUGIN [MS]");
    const std::chrono::milliseconds length{count > 3 ? std::atoi(given[3]) : 1000};
    const auto file = plugins::PluginFile::open(given[2]);
    if (!file) wrong(file.error().detail);
    NoRegister registry;
    StillClock clock;
    NoDigest digest;
    NoDrawers drawers;
    plugins::Supervisor::Ways ways;
    ways.worker = given[1];
    plugins::Supervisor host{ways, {registry, clock, digest, drawers, drawers, {}}};
    const auto& id = file->manifest().id;
    if (const auto done = host.install({id, given[2], file->sha256(), {}}); !done) wrong(done.error().detail);
    const auto once = [&, call = authorize()] {
        if (host.call(id, call).outcome != BUONO_APPROVED) wrong("a call was not answered");
    };
    const auto bare = echo(length);
    const auto call = stretch(length, {}, once);
    const auto rested = stretch(length, std::chrono::milliseconds{2}, once);
    const auto begun = starts(given[1], *file);
    std::printf(
        "{\"echo_p50_us\":%.2f,\"echo_per_s\":%.0f,\"call_p50_us\":%.2f,\"calls_per_s\":%.0f,"
        "\"rested_p50_us\":%.2f,\"start_ms\":%.3f,\"true_ms\":%.3f,\"large_start_ms\":%.3f,\"fork_ms\":%.3f,"
        "\"isolation\":\"%s\"}\n",
        bare.p50_us, bare.per_s, call.p50_us, call.per_s, rested.p50_us, begun.worker_ms, begun.true_ms,
        begun.large_worker_ms, begun.large_fork_ms,
        std::string{plugins::word(host.standings().front().isolation)}.c_str());
    return 0;
}
