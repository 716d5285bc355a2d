"""A real city's database, and copies of it in which a test plants what must never be; judged by buono-audit.

The city is made over HTTP by a built host, with something in every room, on SQLite or PostgreSQL. A copy is bent with the rights of
a forger who may do anything: triggers off, hashes and head made again so that a bent entry breaks only the rule it was bent against.
"""
import contextlib
import hashlib
import json
import shutil
import sqlite3
import struct
import subprocess

from story import stage as stages
from support.cast import Cast
from support.house import BUILD, ROOT
from support.scene import CENT, ENTE

OPEN, POST, HOLD, CAPTURE, RELEASE = 1, 2, 3, 4, 5
BUDGET, SOURCE, VOUCHER, CREDIT, RECEIVED = 1, 2, 3, 8, 10  # Kinds of accounts.
HEAD, TRANSFER = struct.Struct(">BHQq16s"), struct.Struct(">BHQQqQQ")


class Entry:
    """One row of the journal, written from schemas/ledger/journal.md. A transfer is [kind, code, debit, credit, cents, hold, corrects]."""

    def __init__(self, body):
        _, count, self.seq, self.time_us, self.cause = HEAD.unpack_from(body)
        self.transfers = [list(TRANSFER.unpack_from(body, HEAD.size + i * TRANSFER.size)) for i in range(count)]

    def body(self):
        return HEAD.pack(1, len(self.transfers), self.seq, self.time_us, self.cause) + b"".join(TRANSFER.pack(*t) for t in self.transfers)


class Database:
    """SQL on either engine, one statement or several; bytes are written as blob(hex)."""

    def __init__(self, file=None, cluster=None, name=None):
        self.file, self.cluster, self.name = file, cluster, name
        self.where = str(file) if file else cluster.url(name)

    def blob(self, hexadecimal):
        return f"x'{hexadecimal}'" if self.file else f"'\\x{hexadecimal}'"

    def hex(self, column):
        return f"lower(hex({column}))" if self.file else f"encode({column}, 'hex')"

    def rows(self, sql):
        if self.file:
            with contextlib.closing(sqlite3.connect(self.file)) as db:
                return [["" if v is None else str(v) for v in row] for row in db.execute(sql)]
        return [line.split("|") for line in self.cluster.ask(sql, self.name).splitlines()]

    def one(self, sql):
        return self.rows(sql)[0][0]

    def forge(self, sql):
        """As somebody whom no trigger and no foreign key stops."""
        if not self.file:
            return self.cluster.ask(f"SET session_replication_role = replica; {sql}", self.name)
        with contextlib.closing(sqlite3.connect(self.file)) as db:
            for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {trigger}")
            return db.executescript(sql)

    def says(self, sql):
        """What the database answers to a tool that asks for this; "" when it would do it. Nothing of it stays."""
        if not self.file:
            line = ("psql", "-h", self.cluster.folder, "-U", "buono", "-d", self.name, "-Xq", "-v", "ON_ERROR_STOP=1", "-c", f"BEGIN; {sql}; ROLLBACK")
            done = subprocess.run(line, capture_output=True, text=True, check=False)
            return done.stderr if done.returncode else ""
        with contextlib.closing(sqlite3.connect(self.file, isolation_level=None)) as db:
            db.execute("BEGIN")
            try:
                db.execute(sql)
                return ""
            except sqlite3.Error as refusal:
                return str(refusal)


class Books(Database):
    """A copy: its journal as entries, to be bent and written again."""

    def entries(self):
        return [Entry(bytes.fromhex(body)) for (body,) in self.rows(f"SELECT {self.hex('body')} FROM journal ORDER BY seq")]

    def write(self, entries):
        """The whole journal anew, its chain made to fit; the head, too."""
        before, statements = bytes(32), ["DELETE FROM journal"]
        for entry in entries:
            before = hashlib.sha256(before + entry.body()).digest()
            statements.append(f"INSERT INTO journal (seq, body, hash) VALUES ({entry.seq}, {self.blob(entry.body().hex())}, {self.blob(before.hex())})")
        last = entries[-1]
        statements.append(f"UPDATE ledger_head SET seq = {last.seq}, time_us = {last.time_us}, hash = {self.blob(before.hex())}")
        self.forge("; ".join(statements))

    def append(self, *transfers, key="planted"):
        """One change more, as a host would leave it: entry, audit line, reply. Balances may be written down later."""
        entries = self.entries()
        entry = Entry(entries[-1].body())
        entry.seq, entry.cause, entry.transfers = entry.seq + 1, hashlib.md5(f"{key} {entry.seq}".encode()).digest(), [list(t) for t in transfers]
        self.write([*entries, entry])
        self.answer(key, entry.seq, entry.cause)
        return entry.seq

    def answer(self, key, seq, cause, reply=True):
        line = f"INSERT INTO audit (id, at_us, actor, operation, purpose, key, seq) VALUES ({self.blob(cause.hex())}, 1, 'forger', 'forge', '', '{key}', {seq})"
        kept = (f"; INSERT INTO replies (actor, key, digest, status, body, seq, at_us) VALUES "
                f"('forger', '{key}', {self.blob('00' * 32)}, 201, {self.blob('00')}, {seq}, 1)")
        self.forge(line + (kept if reply else ""))

    def accounts(self, kind):
        """Numbers of the accounts of this kind, in the order they were opened."""
        return [t[2] for e in self.entries() for t in e.transfers if t[0] == OPEN and t[1] == kind]

    def posted(self, kind, code=None):
        """The first posting or capture out of an account of this kind."""
        of_kind = set(self.accounts(kind))
        return next(t for e in self.entries() for t in e.transfers if t[0] in (POST, CAPTURE) and t[2] in of_kind and code in (None, t[1]))

    def hold(self, is_open):
        """A hold that stands, or one that was ended: its number, and its transfer."""
        ended = {t[5] for e in self.entries() for t in e.transfers if t[0] in (CAPTURE, RELEASE)}
        holds = [(e.seq << 16 | i, t) for e in self.entries() for i, t in enumerate(e.transfers) if t[0] == HOLD]
        return next(h for h in holds if (h[0] not in ended) == is_open)

    def left(self, account):
        """What an account that credits must cover has left: the city was stopped in peace, so its rows are of the last entry."""
        return int(self.one(f"SELECT credits_posted - debits_posted - debits_held FROM ledger_accounts WHERE no = {account}"))


class City:
    """One engine's city and the claims about it. @param tally  where they are counted."""

    def __init__(self, house, tally):
        self.house, self.tally, self.name, self.copies = house, tally, "", 0
        self.cast = Cast(house)
        self.furnish()
        house.stop()

    def furnish(self):
        """What the cast has not: a payment by spending code, a purchase that was cancelled, one that stays open."""
        cast, stage = self.cast, self.cast.stage
        self.code = self.spending_code(0, "paid")["code"]
        cast.scene.desk().post("/v1/redemptions", {"code": self.code, "amount": stages.euro(250)}, stage.key("invariant-pays"))
        cancelled = cast.buy(0, CENT, "invariant-cancelled")
        cast.scene.parents[0].post(f"/v1/purchases/{cancelled['id']}/cancellations", {}, stage.key("invariant-cancel"))
        cast.buy(0, CENT, "invariant-open")

    def spending_code(self, number, name):
        parent = self.cast.scene.parents[number]
        voucher = next(i for i in parent.get("/v1/wallet")["items"] if i["kind"] == "voucher")
        return parent.post("/v1/spending-codes", {"instrument_id": voucher["id"], "amount": stages.euro(1000),
                                                  "ente_id": self.cast.stage.facts["enti"][ENTE["slug"]]["id"]},
                           self.cast.stage.key(f"invariant-code-{name}"))

    @contextlib.contextmanager
    def running(self):
        self.house.start()
        try:
            yield self.cast
        finally:
            self.house.stop()

    def database(self):
        if self.house.cluster:
            return Database(cluster=self.house.cluster, name="buono")
        return Database(file=self.house.folder / "data/buono.db")

    @contextlib.contextmanager
    def copy(self):
        self.copies += 1
        if self.house.cluster:
            name, cluster = f"copy_{self.copies}", self.house.cluster
            cluster.ask(f"CREATE DATABASE {name} TEMPLATE buono", "postgres")
            yield Books(cluster=cluster, name=name)
            cluster.ask(f"DROP DATABASE {name}", "postgres")
        else:
            file = self.house.folder / f"copy-{self.copies}.db"
            shutil.copy(self.house.folder / "data/buono.db", file)
            yield Books(file=file)
            file.unlink()

    def check(self, claim, holds, why=""):
        return self.tally.check(f"{self.house.store} {self.name}: {claim}", holds, why)

    def proves(self, *checks):
        """The real city keeps to it, and the check had something to look at."""
        found = audit(self.database())
        for name in checks:
            self.check(f"proven by buono-audit: {name}", found[name]["state"] == "proven" and found[name]["count"] > 0, found[name])

    def catches(self, planted, check, words, bend, arguments=()):
        """@param bend  plants it in a copy."""
        with self.copy() as books:
            bend(books)
            found = audit(books, *arguments)
        said = " | ".join(found[check].get("failures", ()))
        self.check(f"planted: {planted}: {check}", found[check]["state"] == "not_proven" and words in said,
                   f"{found[check]['state']}: {said[:300]}; others {sorted(n for n, f in found.items() if f['state'] == 'not_proven')}")

    def refuses(self, sql, words):
        said = self.database().says(sql)
        self.check(f"the database itself refuses: {sql[:60]}", words in said, said or "it was done")


def audit(database, *arguments):
    """Each check by its name."""
    done = subprocess.run([BUILD / "bin/buono-audit", "--json", *arguments, database.where], capture_output=True, text=True, cwd=ROOT, check=False)
    return {check["name"]: check for check in json.loads(done.stdout)["checks"]}

