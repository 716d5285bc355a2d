// Register: every change is made once, attributed, dated, announced, and known to be durable.
//
// It is not the ledger: it neither knows nor cares what a change does. The store implements it and runs every
// `work` alone, on its writer thread; callers wait on theirs. Any thread may call once() and note().
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <buono/result.hpp>

#include "core/register/id.hpp"
#include "core/register/time.hpp"

namespace buono::registers {

using Sha256 = std::array<std::uint8_t, 32>;

/// Who asks for a change, under which name, and what exactly was asked.
struct Ticket {
    std::string actor;      ///< "person:<id>", "courier", "city": pseudonymous, at most 64 bytes.
    std::string key;        ///< The client's idempotency key, unique per actor; 16-64 visible ASCII.
    Sha256 request{};       ///< SHA-256 of method, path and body.
    std::string operation;  ///< For the audit line: the operationId, or the courier's job.
};

/// What the caller will answer, byte for byte, now and to every repeat. Opaque here.
struct Reply {
    int status = 0;
    std::string body;
    bool operator==(const Reply&) const = default;
};

using Work = std::function<Result<Reply>()>;
/// What becomes of an answer that nobody waits for. On the register's thread: short, and it waits for nothing.
using Then = std::function<void(Result<Reply>&&)>;

class Register {
public:
    virtual ~Register() = default;

    /// Runs `work` at most once for (actor, key), alone, and returns when its effect is durable.
    /// A repeat gets the first reply's bytes. Another request under the same key is refused
    /// (codes::kKeyReused). If `work` refuses it must have written nothing (checked: a bug stops the
    /// process), and nothing is kept, not even the key.
    virtual Result<Reply> once(const Ticket& ticket, const Work& work) = 0;

    /// The same without waiting: `then` gets the answer once its effect is durable. What `work` refers to must live
    /// until then.
    virtual void submit(Ticket ticket, Work work, Then then) { then(once(ticket, work)); }

    /// Makes durable that `ticket.actor` read a person's record, and why; returns before the page is sent.
    virtual void note(const Ticket& ticket, std::string_view purpose) = 0;
};

/// What must happen after the commit. Rows are written in the change that asks for them; the courier takes
/// them when they are due and ends each in the change it leads to. Used on the writer's thread only.
class Outbox {
public:
    virtual ~Outbox() = default;
    /// @param kind     which courier route takes it, e.g. "ask_method".
    /// @param subject  the object it is about; the route knows which table.
    virtual void add(std::string_view kind, Id subject, Instant due) = 0;
    /// Ends every waiting row of this kind and subject. Part of the change that did what they asked for.
    virtual void end(std::string_view kind, Id subject) = 0;
    /// Ends those of these rows that still wait, and answers which they were.
    virtual std::vector<std::int64_t> endAll(std::span<const std::int64_t> numbers) = 0;
    /// Moves every waiting row of this kind and subject to a later instant.
    virtual void postpone(std::string_view kind, Id subject, Instant due) = 0;
};

/// One waiting row, as the courier sees it.
struct Errand {
    std::int64_t number = 0;
    std::string kind;
    Id subject;
    Instant due;
    int tries = 0;
};

/// The digest of the platform; the core owns no cryptography.
class Digest {
public:
    virtual ~Digest() = default;
    virtual Sha256 sha256(std::string_view bytes) const = 0;
};

}  // namespace buono::registers
