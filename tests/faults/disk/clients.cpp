#include "faults/disk/clients.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>

namespace buono::faults {
namespace {

constexpr int kClients = 6;

class Client {
public:
    Client(Host& host, const Plan& plan, Asks& asks, Recording& recording, std::uint64_t seed)
        : host_{host}, plan_{plan}, asks_{asks}, recording_{recording}, random_{seed} {}

    /// A payment; or money set aside, then taken or let go.
    void turn() {
        const ledger::AccountNo wallet = kGiver + 1 + random_() % kWallets;
        const auto cents = static_cast<std::int64_t>(1 + random_() % 500);
        if (random_() % 3 != 0) return (void)ask({.kind = Ask::Post, .wallet = wallet, .cents = cents});
        const auto held = ask({.kind = Ask::Hold, .wallet = wallet, .cents = cents});
        if (random_() % 4 == 0) return;  // Stays open.
        Ask end{.kind = Ask::Release, .wallet = wallet, .cents = 0, .hold = held << 16, .held_cents = cents};
        if (random_() % 3 != 0)
            end.kind = Ask::Capture,
            end.cents = static_cast<std::int64_t>(1 + random_() % static_cast<std::uint64_t>(cents));
        (void)ask(end);
    }

    /// Answers the entry's number.
    std::uint64_t ask(Ask what) {
        if (random_() % 8 == 0) what.body_bytes = random_() % 6'000;
        return send(asks_.add(what));
    }
    std::uint64_t send(const Ask& what) {
        recording_.add({Event::Asked, {}, 0, {}, what.number});
        const auto tell = [&](const registers::Reply& reply) {
            recording_.add({Event::Told, {}, 0, reply.body, what.number});
        };
        const auto reply = host_.make(what, plan_.answers_early ? tell : Host::Early{});
        if (!reply) throw std::runtime_error{what.key() + " was refused: " + reply.error().detail};
        if (!plan_.answers_early) tell(*reply);
        return std::stoull(reply->body);
    }

private:
    Host& host_;
    const Plan& plan_;
    Asks& asks_;
    Recording& recording_;
    Random random_;
};

/// Reads as handlers do, so that a checkpoint finds somebody in its way.
void read(store::Connection& connection) {
    connection.begin();
    connection.rows("SELECT COUNT(*) FROM replies", [](const store::Row&) {});
    connection.commit();
}

}  // namespace

void live(const std::filesystem::path& folder, const Plan& plan, const Known& known, Asks& asks, Random& random,
          Recording& recording) {
    const RecordingVfs vfs{recording, plan.lie};
    const auto file = (folder / "buono.db").string();
    auto started = Host::start(file);
    if (!started) throw std::runtime_error{started.error().detail};
    const auto host = *std::move(started);
    if (plan.synchronous_normal) host->connection().script("PRAGMA synchronous=NORMAL");

    Client first{*host, plan, asks, recording, random()};
    for (const auto number : known.asked)
        if (!known.told.contains(number)) first.send(asks.at(number));
    if (host->book().seq() == 0) first.ask({.kind = Ask::Found});

    std::atomic<std::size_t> turns = 0;
    std::vector<std::thread> threads;
    std::vector<std::string> troubles(kClients);
    for (int i = 0; i < kClients; ++i) {
        threads.emplace_back([&, seed = random(), &trouble = troubles[static_cast<std::size_t>(i)]] {
            try {
                Client client{*host, plan, asks, recording, seed};
                const auto reader = store::open(file, store::Mode::Reading);
                if (!reader) throw std::runtime_error{reader.error().detail};
                for (auto turn = turns++; turn < plan.changes || recording.checkpoints() < plan.checkpoints;
                     turn = turns++) {
                    client.turn();
                    // Without the sync at commit a reader may be told of pages that are not in the file yet.
                    if (turn % 16 == 0 && !plan.synchronous_normal) read(**reader);
                }
            } catch (const std::exception& error) {
                trouble = error.what();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    for (const auto& trouble : troubles)
        if (!trouble.empty()) throw std::runtime_error{trouble};
}

}  // namespace buono::faults
