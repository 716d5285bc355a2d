#include "adapters/store/reply_rows.hpp"

#include "adapters/store/many.hpp"
#include "core/register/codes.hpp"

namespace buono::store {
namespace {

using registers::Reply;
using registers::Sha256;
using registers::Ticket;

std::size_t hashOf(const Ticket& ticket) {
    const std::hash<std::string_view> hash;
    return hash(ticket.key) * 31 + hash(ticket.actor);
}

Result<Reply> again(const Ticket& ticket, const Sha256& request, const Reply& reply) {
    if (request == ticket.request) return reply;
    return Error{codes::kKeyReused, "Idempotency-Key", {}};
}

Bytes bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

}  // namespace

void ReplyRows::look(std::span<const Ticket* const> tickets) {
    // OR and not IN: both engines then use the key's index, whatever they believe of the table's size.
    static const Many rows{
        {"SELECT actor, key, digest, status, body FROM replies WHERE ", "(actor = $ AND key = $)", " OR ", {}}};
    old_.clear();
    new_.clear();
    by_key_.clear();
    rows.query(
        connection_, tickets.size(),
        [&](std::size_t i, std::vector<Value>& values) {
            values.insert(values.end(), {tickets[i]->actor, tickets[i]->key});
        },
        [&](const Row& row) {
            const auto body = row.bytes(4);
            old_.push_back({std::string{row.text(0)},
                            std::string{row.text(1)},
                            row.hash(2),
                            {static_cast<int>(row.number(3)), {body.begin(), body.end()}}});
        });
}

void ReplyRows::keep(const Replied& replied) {
    by_key_.emplace(hashOf(*replied.ticket), new_.size());
    new_.push_back(replied);
}

std::optional<Result<Reply>> ReplyRows::find(const Ticket& ticket) const {
    for (const auto& old : old_)
        if (old.key == ticket.key && old.actor == ticket.actor) return again(ticket, old.request, old.reply);
    const auto [first, last] = by_key_.equal_range(hashOf(ticket));
    for (auto found = first; found != last; ++found) {
        const auto& replied = new_[found->second];
        if (replied.ticket->key == ticket.key && replied.ticket->actor == ticket.actor)
            return again(ticket, replied.ticket->request, *replied.reply);
    }
    return std::nullopt;
}

void ReplyRows::write() {
    static const auto rows = Many::rows("replies (actor, key, digest, status, body, seq, at_us)", 7);
    rows.write(connection_, new_.size(), [&](std::size_t i, std::vector<Value>& values) {
        const auto& replied = new_[i];
        const auto& ticket = *replied.ticket;
        values.insert(values.end(), {ticket.actor, ticket.key, ticket.request, replied.reply->status,
                                     bytesOf(replied.reply->body), replied.seq, replied.at});
    });
}

}  // namespace buono::store
