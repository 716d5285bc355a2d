// BatchRegister: the register's contract (core/register/register.hpp) on the simulated disk: changes queue, run one
// after the other in a batch, and are answered when the batch is durable. It dies at any point the weather chooses.
//
// The order is that of adapters/store: the key is looked up, the change runs, reply and audit line are kept with it,
// one commit, then the answers. A refusal must have written nothing. One thread: once() serves a batch with whoever
// waits besides. Several processes may take turns on one store: a batch begins with what others did since its last.
#pragma once

#include <deque>
#include <functional>

#include "simulation/judge.hpp"
#include "simulation/ledger_rows.hpp"
#include "simulation/tools.hpp"
#include "simulation/weather.hpp"

namespace buono::simulation {

class BatchRegister final : public registers::Register {
public:
    struct Desk {
        Store& store;
        ledger::Book& book;
        Tape& tape;
        Sweep& sweep;
        registers::Clock& clock;
        registers::Ids& ids;
        Judge& judge;
        Weather& weather;
        Random& random;
        Plant plant;
        const bool& is_full;    ///< The disk has no room for changes.
        std::uint64_t& served;  ///< Operations of the world: every request put to any register of it.
    };
    using Answer = std::function<void(const Result<registers::Reply>&)>;
    struct Waiting {
        registers::Ticket ticket;
        registers::Work work;  ///< None: a note.
        std::string purpose;   ///< Of a note.
        Answer answer;
        std::function<void()> lost;  ///< Instead of an answer: the process died. None: nobody is left to be told.
    };

    explicit BatchRegister(Desk desk) : desk_{desk} {}

    void enqueue(Waiting waiting) { queue_.push_back(std::move(waiting)); }
    std::size_t waiting() const { return queue_.size(); }
    /// One batch of at most `most`, in an order of chance.
    void serve(std::size_t most);
    /// The process died: who still waited for an answer is told that there is none.
    void hangUp();
    /// How many changes the batch under way has: 1 means that nobody else is in it.
    std::size_t batchSize() const { return batch_.size(); }

    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override;
    void note(const registers::Ticket& ticket, std::string_view purpose) override;

private:
    struct Served {
        Waiting waiting;
        Result<registers::Reply> reply;
        bool is_answered = false;
    };
    void follow();
    void take(std::size_t most);
    Result<registers::Reply> run(const Waiting& waiting);
    Result<registers::Reply> change(const Waiting& waiting);
    void keep(const registers::Ticket& ticket, const registers::Reply& reply, const Id& cause, std::uint64_t before);
    void commit();
    void commitInTwo(const std::function<void()>& lose_late);
    void answer();

    Desk desk_;
    std::deque<Waiting> queue_;
    std::vector<Served> batch_;
};

}  // namespace buono::simulation
