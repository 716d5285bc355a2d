// WaitingRegister: the register as handlers use it: while one waits for its commit, another handler works.
//
// Holds a reference; as thread-safe as what it refers to.
#pragma once

#include "adapters/http/server/crew.hpp"
#include "core/register/register.hpp"

namespace buono::http {

class WaitingRegister final : public registers::Register {
public:
    explicit WaitingRegister(registers::Register& registry) : registry_{registry} {}

    Result<registers::Reply> once(const registers::Ticket& ticket, const registers::Work& work) override {
        const Crew::Away away;
        return registry_.once(ticket, work);
    }
    void submit(registers::Ticket ticket, registers::Work work, registers::Then then) override {
        registry_.submit(std::move(ticket), std::move(work), std::move(then));
    }
    void note(const registers::Ticket& ticket, std::string_view purpose) override {
        const Crew::Away away;
        registry_.note(ticket, purpose);
    }

private:
    registers::Register& registry_;
};

}  // namespace buono::http
