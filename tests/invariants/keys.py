"""I16 to I19: one key, one effect, one answer; and nothing where there was a no."""
import re

from invariants.asking import Writes, refusals, standing
from invariants.books import SOURCE, VOUCHER, Entry
from invariants.ledger import AWARD, first, post
from story.client import Changed
from support.crowd import Asked, at_once

TIMES, LATER = 16, "invariant-asked-once"
OF_THE_HOST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # Where a request brings no key.


def I16_a_key_has_one_effect_and_one_answer_for_ever(city):
    with city.running() as cast:
        writes = Writes(cast)
        before = int(standing(city.database())[0])
        same = [writes.asked(LATER) for _ in range(TIMES)]
        at_once([city.house.url], same)
        after = int(standing(city.database())[0])
        city.check(f"{TIMES} times at once under one key: one answer, and one is kept", len({(a.status, a.answer) for a in same}) == 1
                   and same[0].done() and after == before + 1, ({a.status for a in same}, before, after))
    with city.running() as cast:
        late = Writes(cast).answer(writes.asked(LATER))
        city.check("the same bytes after a restart", (late.status, late.answer) == (same[0].status, same[0].answer), late.status)
    city.refuses("INSERT INTO replies SELECT * FROM replies", "replies")
    city.refuses("UPDATE replies SET status = 200", "only added")
    city.proves("replies")

    def twice(books):
        books.append(post(first(books, SOURCE), first(books, VOUCHER), 1, AWARD), key="planted")
        entries = books.entries()
        again = Entry(entries[-1].body())
        again.seq, again.cause = again.seq + 1, b"y" * 16
        books.write([*entries, again])
        books.answer("planted", again.seq, again.cause, reply=False)
    city.catches("two entries under one key", "replies", "two changes were answered", twice)


def repeated(cast, key, actor):
    """The very request by the same person, as it was answered before. Another answer raises Changed."""
    clients = {f"person:{c.session['person']}": c for c in cast.stage.clients.values()} | {"anyone": cast.stage.public}
    return clients[actor].repeat(key)


def I17_every_answered_key_is_kept_as_answered_and_every_kept_one_was_asked(city):
    told = city.cast.stage.trace.answers
    kept = {key: actor for actor, key in city.database().rows("SELECT actor, key FROM replies")}
    city.check(f"the {len(told)} keys that clients were answered are kept", told and set(told) <= set(kept), sorted(set(told) - set(kept))[:3])
    strange = [(actor, key) for key, actor in kept.items() if actor.startswith("person:") and key not in told and key != LATER
               and not OF_THE_HOST.fullmatch(key)]
    city.check("nothing is kept of persons that nobody asked", not strange, strange[:3])
    with city.running() as cast:
        for client in cast.stage.clients.values():
            client.log_in()
        before = standing(city.database())
        try:
            other = [key for key in list(told) if repeated(cast, key, kept[key]) is None]
        except Changed as changed:
            other = [changed]
        city.check("each is answered as it was, and changes nothing", not other and standing(city.database()) == before, other[:3])
    city.proves("replies")
    key = sorted(told)[0]
    city.catches("an answer that was given and is gone", "replies", "has no reply", lambda copy: copy.forge(f"DELETE FROM replies WHERE key = '{key}'"))
    city.catches("an answer that was never given", "replies", "is of no change", lambda copy: copy.forge(
        "INSERT INTO replies (actor, key, digest, status, body, seq, at_us) SELECT actor, 'never-asked-0001', digest, status, body, seq, at_us "
        f"FROM replies WHERE key = '{key}'"))


def I18_a_refusal_has_no_effect(city):
    with city.running() as cast:
        writes = Writes(cast)
        voucher = next(i for i in writes.parent.get("/v1/wallet")["items"] if i["kind"] == "voucher")["id"]
        refused = [writes.asked("invariant-18-quote", {"quote": "nobody-gave-this"}), writes.asked("invariant-18-shape", b'{"quote": '),
                   writes.asked("invariant-18-role", {"code": "0"}, "/v1/redemptions"),
                   writes.asked("invariant-18-funds", {"instrument_id": voucher, "amount": {"amount": "99999.00", "currency": "EUR"}, "area": "sport"},
                                "/v1/spending-codes")]
        before = standing(city.database())
        at_once([city.house.url], refused)
        city.check(f"{len(refused)} refusals, at every floor, leave nothing, not even their keys", standing(city.database()) == before
                   and refusals(refused) == ["quote_invalid", "malformed", "not_allowed", "insufficient_funds"],
                   (refusals(refused), before, standing(city.database())))
        again = writes.asked("invariant-18-quote")
        at_once([city.house.url], [again])
        city.check("so a key that was refused may be used for another request", again.done(), again.answer)
    city.proves("replies", "causes")
    city.catches("a refusal that was kept as an answer", "replies", "is of no change", lambda books: books.forge(
        f"INSERT INTO replies (actor, key, digest, status, body, seq, at_us) VALUES ('person:x', 'refused', {books.blob('00' * 32)}, 409, "
        f"{books.blob('00')}, 0, 1)"))


def I19_a_key_with_another_request_has_no_effect(city):
    with city.running() as cast:
        writes = Writes(cast)
        kept = writes.answer(writes.asked("invariant-19-one"))
        before = standing(city.database())
        other = [writes.asked("invariant-19-one", {"quote": writes.quote, "method": "cash_desk"}) for _ in range(TIMES)]
        at_once([city.house.url], other)
        city.check("another request under a used key: 422, and nothing is left of it", set(refusals(other)) == {"key_reused"}
                   and standing(city.database())[:2] == before[:2], (refusals(other), before, standing(city.database())))
        again = Asked(kept.token, kept.path, kept.key, kept.body)
        at_once([city.house.url], [again])
        city.check("the first request is answered as it was", (again.status, again.answer) == (kept.status, kept.answer), again.status)
    city.proves("replies")
    city.catches("a second change under the key of another", "replies", "two changes were answered", lambda books: books.forge(
        f"INSERT INTO audit (id, at_us, actor, operation, purpose, key, seq) SELECT {books.blob('77' * 16)}, at_us, actor, 'another', '', key, 0 "
        "FROM audit WHERE key = 'invariant-19-one'"))
