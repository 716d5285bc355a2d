#include "core/purchases/errands.hpp"

#include "core/register/codes.hpp"

namespace buono::purchases {
namespace {

Order orderOf(const Operation& operation) {
    return {operation.id, operation.plugin, operation.amount, operation.ref, operation.ente, operation.subject};
}

}  // namespace

Status Errands::askMethod(const registers::Errand& errand) {
    const auto operation = desk_.operations.find(errand.subject);
    // A reader may be a moment behind the change that left the errand: it is tried again.
    if (!operation) return Error{ErrorCode::InvalidValue, {}, "the operation is not readable yet"};
    const auto heard = pay(*operation);
    return change(*operation, kAskMethod, [&]() -> Result<registers::Reply> {
        if (auto done = changes_.settle(operation->id, heard, desk_.clock.now()); !done) return done.error();
        return registers::Reply{200, {}};
    });
}

Status Errands::askProvider(const registers::Errand& errand) {
    const auto operation = desk_.operations.find(errand.subject);
    if (!operation) return Error{ErrorCode::InvalidValue, {}, "the operation is not readable yet"};
    const auto heard = book(*operation);
    return change(*operation, kAskProvider, [&]() -> Result<registers::Reply> {
        if (auto done = changes_.settle_redemption(operation->id, heard, desk_.clock.now()); !done) return done.error();
        return registers::Reply{200, {}};
    });
}

Status Errands::lapse(const registers::Errand& errand) {
    if (!desk_.clock.isSure()) return Error{codes::kClockInDoubt, {}, {}};
    // Every look is a change of its own: one that had to wait must not answer for the next.
    const auto key = errand.subject.text() + ":" + std::to_string(errand.due.us);
    const registers::Ticket ticket{"courier", key, desk_.digest.sha256(key), std::string{kLapse}};
    const auto reply = desk_.registry.once(ticket, [&]() -> Result<registers::Reply> {
        if (auto done = changes_.lapse(errand.subject, errand.due); !done) return done.error();
        return registers::Reply{200, {}};
    });
    return reply ? kOk : Status{reply.error()};
}

Heard Errands::pay(const Operation& operation) {
    const auto order = orderOf(operation);
    if (!operation.receipt.empty()) {  // The ente says it has the money: never withdrawn, always asked.
        if (nextCall(operation) == Call::Authorize) outside_.methods.authorize(order);  // Before its receipt.
        outside_.methods.tell(order, operation.receipt);
        return {Call::Query, outside_.methods.query(order), operation.looks};
    }
    if (isOver(operation)) {
        auto answer = outside_.methods.cancel(order);
        if (answer.outcome == Outcome::Approved) return {Call::Cancel, std::move(answer), operation.looks, true};
        return {Call::Query, outside_.methods.query(order), operation.looks, true};
    }
    const auto call = nextCall(operation);
    auto answer = call == Call::Authorize ? outside_.methods.authorize(order) : outside_.methods.query(order);
    return {call, std::move(answer), operation.looks};
}

// A cancelled one is over whatever the clock says; for the others the clock must be sure.
bool Errands::isOver(const Operation& operation) const {
    return operation.pay_by <= operation.at || (operation.pay_by <= desk_.clock.now() && desk_.clock.isSure());
}

Heard Errands::book(const Operation& operation) {
    const auto order = orderOf(operation);
    const auto call = nextCall(operation);
    auto answer = call == Call::Redeem ? outside_.providers.redeem(order) : outside_.providers.status(order);
    return {call, std::move(answer), operation.looks};
}

Status Errands::change(const Operation& operation, std::string_view route, const registers::Work& work) {
    const auto key = operation.id.text() + ":" + std::to_string(operation.looks);
    const registers::Ticket ticket{"courier", key, desk_.digest.sha256(key), std::string{route}};
    const auto reply = desk_.registry.once(ticket, work);
    return reply ? kOk : Status{reply.error()};
}

}  // namespace buono::purchases
