"""The ledger recomputed from its published journal, by the description in schemas/ledger/journal.md alone."""
import collections
import hashlib
import json
import struct

OPEN, POST, HOLD, CAPTURE, RELEASE = 1, 2, 3, 4, 5
KINDS = {"budget": 1, "source": 2, "voucher": 3, "payable": 4, "paid": 5, "pledge": 6, "promise": 7, "credit": 8,
         "clearing": 9, "received": 10, "refund_due": 11, "allowance": 12, "allowance_given": 13}
CODES = {"opening": 1, "award": 2, "purchase": 3, "redemption": 4, "spending_code": 5, "direct": 6, "credited": 7, "payout": 8,
         "expiry": 9, "cancellation": 10, "refund": 11, "correction": 12, "allowance": 13}


class Account:
    def __init__(self, kind, limit):
        self.kind, self.limit = kind, limit
        self.debits = self.debits_held = self.credits = self.credits_held = 0

    def past_limit(self):
        if self.limit == 1:
            return self.debits + self.debits_held > self.credits
        return self.limit == 2 and self.credits + self.credits_held > self.debits


class Transfer:
    FORM = struct.Struct(">BHQQqQQ")

    def __init__(self, raw):
        self.action, self.code, self.debit, self.credit, self.cents, self.hold, self.corrects = self.FORM.unpack(raw)


class Journal:
    """Every entry replayed from the bytes that are chained; `faults` says what does not fit."""

    HEAD = struct.Struct(">BHQq16s")

    def __init__(self, ndjson):
        self.accounts, self.holds, self.faults = {}, {}, []
        self.seq, self.hash, self.time_us, self.posted = 0, bytes(32), 0, collections.Counter()
        for line in ndjson.splitlines():
            entry = json.loads(line)
            self.entry(entry["seq"], bytes.fromhex(entry["body"]), bytes.fromhex(entry["hash"]))

    def fault(self, what):
        self.faults.append(f"seq {self.seq}: {what}")

    def entry(self, number, body, chained):
        version, count, seq, time_us, _ = self.HEAD.unpack(body[:self.HEAD.size])
        self.seq += 1
        if (version, seq, number) != (1, self.seq, self.seq) or time_us < self.time_us:
            self.fault(f"version {version}, seq {seq} in the row of {number}, or time goes back")
        self.hash, self.time_us = hashlib.sha256(self.hash + body).digest(), time_us
        if self.hash != chained:
            self.fault("the chain is broken")
        parts = body[self.HEAD.size:]
        if len(parts) != count * Transfer.FORM.size:
            self.fault(f"{count} transfers do not fill {len(parts)} bytes")
        touched = set()
        for index in range(count):
            transfer = Transfer(parts[index * Transfer.FORM.size:(index + 1) * Transfer.FORM.size])
            touched |= self.apply(transfer, self.seq << 16 | index)
        for no in touched:
            if self.accounts[no].past_limit():
                self.fault(f"account {no} past its limit")

    def apply(self, t, place):
        if t.action == OPEN:
            self.accounts[t.debit] = Account(t.code, t.credit)
            return {t.debit}
        a, b = self.accounts[t.debit], self.accounts[t.credit]
        if t.action in (CAPTURE, RELEASE):
            held = self.holds.pop(t.hold)
            a.debits_held -= held
            b.credits_held -= held
        if t.action == HOLD:
            self.holds[place] = t.cents
            a.debits_held += t.cents
            b.credits_held += t.cents
        if t.action in (POST, CAPTURE):
            a.debits += t.cents
            b.credits += t.cents
            self.posted[a.kind, b.kind, t.code] += t.cents
        return {t.debit, t.credit}

    def total(self, kind, figure):
        """The sum of one figure over the accounts of a kind, in cents."""
        return sum(figure(a) for a in self.accounts.values() if a.kind == KINDS[kind])

    def moved(self, debit_kind, credit_kind, *codes):
        return sum(self.posted[KINDS[debit_kind], KINDS[credit_kind], CODES[code]] for code in codes)


def download(client):
    """The whole journal as NDJSON, page by page."""
    pages, start = [], 1
    while True:
        page = client.get(f"/v1/ledger/export?from={start}", raw=True).decode()
        if not page.strip():
            return "".join(pages)
        pages.append(page)
        start = json.loads(page.strip().rsplit("\n", 1)[-1])["seq"] + 1
