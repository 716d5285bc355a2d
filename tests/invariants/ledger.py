"""I1 to I8: entries, balances, limits, chain and causes."""
from invariants.books import BUDGET, CAPTURE, POST, SOURCE, VOUCHER, audit

AWARD, REDEMPTION, SPENDING_CODE, REFUND, CORRECTION = 2, 4, 5, 11, 12


def post(debit, credit, cents, code=AWARD, corrects=0):
    return [POST, code, debit, credit, cents, 0, corrects]


def first(books, kind):
    return books.accounts(kind)[0]


def I1_every_entry_debits_what_it_credits_in_whole_cents_of_at_least_one(city):
    city.proves("form", "entries")
    for cents in (0, -5):
        city.catches(f"a posting of {cents} cents", "form", "cents",
                     lambda books, cents=cents: books.append(post(first(books, SOURCE), first(books, VOUCHER), cents)))
    city.catches("a posting with one leg", "form", "the same account", lambda books: books.append(post(first(books, SOURCE), first(books, SOURCE), 1)))
    city.catches("a posting to no account", "entries", "names account 999999", lambda books: books.append(post(first(books, SOURCE), 999_999, 1)))


def I2_all_balances_sum_up_to_nothing_posted_and_held(city):
    city.proves("zero")
    for side in ("credits_posted", "debits_held"):
        city.catches(f"a cent more in {side} of one account", "zero", "0.01",
                     lambda books, side=side: books.forge(f"UPDATE ledger_accounts SET {side} = {side} + 1 WHERE no = {first(books, BUDGET)}"))


def I3_a_stored_balance_is_the_sum_of_its_postings(city):
    city.proves("balances")

    def shift(books):
        """From one voucher to another: the sum of all stays what it was."""
        for sign, voucher in zip("+-", books.accounts(VOUCHER)):
            books.forge(f"UPDATE ledger_accounts SET credits_posted = credits_posted {sign} 100 WHERE no = {voucher}")
    city.catches("an euro moved between two stored balances", "balances", "the journal's", shift)
    city.catches("an open hold forgotten", "balances", "not stored", lambda books: books.forge("DELETE FROM ledger_holds"))


def I4_no_account_is_below_its_floor_after_any_entry(city):
    city.proves("limits")

    def below_and_back(books):
        _, _, voucher, payable, *_ = books.posted(VOUCHER, REDEMPTION)
        more = books.left(voucher) + 1
        books.append(post(voucher, payable, more, REDEMPTION), key="below")
        books.append(post(payable, voucher, more, REFUND), key="and-back")
    city.catches("a voucher a cent below nothing, for one entry", "limits", "", below_and_back)


def I5_entries_never_change_or_vanish_and_a_correction_is_a_new_one(city):
    city.refuses("UPDATE journal SET hash = body WHERE seq = 1", "only added")
    city.refuses("DELETE FROM journal WHERE seq = 1", "only added")
    city.proves("chain", "sequence", "heads")

    def bit(books):
        body = bytearray.fromhex(books.one(f"SELECT {books.hex('body')} FROM journal WHERE seq = 3"))
        body[-20] ^= 1
        books.forge(f"UPDATE journal SET body = {books.blob(body.hex())} WHERE seq = 3")
    city.catches("a bit of an entry", "chain", "entry 3", bit)
    city.catches("the last entry gone", "heads", "ends at", lambda books: books.forge(
        "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)"))

    def half(books):
        for seq, entry in enumerate(books.entries(), 1):
            for kind, _, debit, credit, cents, *_ in entry.transfers:
                if kind == CAPTURE and cents > 0:
                    return books.append(post(credit, debit, cents + 1, CORRECTION, corrects=seq))
        raise AssertionError("nothing was captured")
    city.catches("a correction of another amount", "corrections", "otherwise than by taking it back", half)


def I6_entries_are_numbered_without_a_gap_and_their_time_never_goes_back(city):
    city.refuses("INSERT INTO journal (seq, body, hash) SELECT seq, body, hash FROM journal", "journal")
    city.proves("sequence")

    def gap(books):
        entries = books.entries()
        del entries[len(entries) // 2]
        books.write(entries)
    city.catches("an entry left out, the chain made to fit", "sequence", "is missing", gap)

    def back(books):
        entries = books.entries()
        entries[-1].time_us = entries[0].time_us - 1
        books.write(entries)
    city.catches("an entry of before the one before it", "sequence", "", back)


def I7_every_entry_holds_the_hash_before_it_and_old_heads_stand(city):
    city.proves("chain", "heads")
    head = city.database().rows(f"SELECT seq, {city.database().hex('hash')} FROM journal ORDER BY seq DESC LIMIT 1")[0]
    outside = ("--head", ":".join(head))
    city.check("a head that was told to an outsider is in the chain", audit(city.database(), *outside)["heads"]["count"] == 2)

    def rewritten(books):
        """Everything anew from the first entry on: nothing inside contradicts it."""
        entries = books.entries()
        entries[0].cause = bytes(16)
        books.write(entries)
        city.check("a chain that was rewritten whole proves itself", audit(books)["chain"]["state"] == "proven")
    city.catches("a chain rewritten whole", "heads", head[0], rewritten, outside)
    city.catches("a hash that is not of its entry", "chain", "entry 5", lambda books: books.forge(
        "UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 4) WHERE seq = 5"))


def I8_every_entry_has_exactly_one_cause(city):
    city.refuses("UPDATE audit SET actor = 'nobody'", "only added")
    city.proves("causes")
    last = "(SELECT MAX(seq) FROM journal)"
    city.catches("an entry without its audit line", "causes", "no audit line", lambda books: books.forge(f"DELETE FROM audit WHERE seq = {last}"))
    city.catches("a second line for an entry", "causes", "", lambda books: books.answer("twice", int(books.one(f"SELECT {last}")), b"x" * 16))
    city.catches("a line that does not say who asked", "causes", "who asked", lambda books: books.forge(
        f"UPDATE audit SET actor = '' WHERE seq = {last}"))
