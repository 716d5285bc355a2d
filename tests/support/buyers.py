"""Clients that buy and redeem for a cent, over and over, and keep outside of every host what they asked and what they were told.

A buyer that gets no answer asks again: the same bytes under the same key, at the next of the hosts it knows. Judgement is what
must be true of the city afterwards, whatever happened meanwhile.
"""
import concurrent.futures
import http.client
import json
import threading
import time

from story import journal
from story.client import Client, Trace
from support.crowd import Asked

FAMILIES, PATIENCE_SECONDS = 16, 120


class Hasty(Client):
    """Gives up on an answer after some seconds: a host that is frozen never closes its connections."""

    def __init__(self, url, seconds):
        super().__init__(url, Trace(), patience=0)
        self.seconds = seconds

    def exchange(self, method, path, data, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=self.seconds)
        return super().exchange(method, path, data, headers)


class Buyer(threading.Thread):
    """@param urls  of the hosts, the first its own.
    @param returns  to its own host with the next write, also after another answered the last.
    @param guesses  the broken variant: takes no answer for a no, and asks for the same thing under a new key."""

    def __init__(self, scene, place, urls, over, name="buyer", returns=True, guesses=False, wait=60):
        super().__init__(name=name, daemon=True)
        self.place, self.over, self.returns, self.guesses, self.at = place, over, returns, guesses, 0
        self.clients = [Hasty(url, wait) for url in urls]
        self.parent, self.desk = scene.parents[place % FAMILIES].token, scene.desk().token
        self.token = scene.quote(place % FAMILIES)["token"]
        self.asked, self.keys, self.unanswered, self.trouble = [], 0, 0, None

    def run(self):
        try:
            while not self.over.is_set():
                bought = self.write(self.parent, "/v1/purchases", {"quote": self.token})
                self.write(self.desk, "/v1/redemptions", {"code": json.loads(bought.answer)["code"]})
        except Exception as e:
            self.trouble = f"{type(e).__name__}: {e}"

    def write(self, token, path, body):
        write, give_up = self.intend(token, path, body), time.monotonic() + PATIENCE_SECONDS
        self.at *= not self.returns
        while not write.send(self.clients[self.at]):
            self.unanswered += 1
            self.at = (self.at + 1) % len(self.clients)
            if self.guesses:
                write = self.intend(token, path, body)
            if time.monotonic() > give_up:
                raise TimeoutError(f"{write.key} has no answer")
            time.sleep(0.02)
        self.asked.append(write)
        if not write.done():
            raise ValueError(f"{write.key} is answered {write.status}: {write.answer[:200]}")
        return write

    def intend(self, token, path, body):
        self.keys += 1
        return Asked(token, path, f"{self.name}-{self.place:03d}-{self.keys:08d}", body)


class Storm:
    """Buyers, from here to stop(). @param urls  each knows all hosts and begins with another; `how` as of a Buyer."""

    def __init__(self, scene, urls, clients=64, **how):
        self.over, self.buyers = threading.Event(), []
        self.add(scene, urls, clients, **how)

    def add(self, scene, urls, clients, **how):
        fresh = [Buyer(scene, place, urls[place % len(urls):] + urls[:place % len(urls)], self.over, **how) for place in range(clients)]
        self.buyers += fresh
        for buyer in fresh:
            buyer.start()

    def answered(self):
        return sum(len(b.asked) for b in self.buyers)

    def unanswered(self):
        """How often no answer came: without any, nothing was tried."""
        return sum(b.unanswered for b in self.buyers)

    def stop(self):
        """Every write that was answered, and what went wrong."""
        self.over.set()
        for buyer in self.buyers:
            buyer.join(PATIENCE_SECONDS + 60)
        trouble = [b.trouble for b in self.buyers if b.trouble] + ["does not end" for b in self.buyers if b.is_alive()]
        return [write for buyer in self.buyers for write in buyer.asked], trouble


def repeated(urls, writes, lanes=8):
    """How many of them are now answered otherwise than before, each asked at one of the hosts in turn."""
    def ask(lane):
        client, lost = Client(urls[lane % len(urls)], Trace(), patience=0), 0
        for write in writes[lane::lanes]:
            try:
                lost += not write.send(client)
            except AssertionError:
                lost += 1
        return lost
    with concurrent.futures.ThreadPoolExecutor(lanes) as pool:
        return sum(pool.map(ask, range(lanes)))


def stand_as_said(scene, bought):
    """One purchase for each key that was answered, and no other."""
    stand = [p["id"] for parent in scene.parents for p in parent.every("/v1/purchases")]
    said = {json.loads(w.answer)["id"] for w in bought}
    return set(stand) == said and len(stand) == len(said) == len(bought), (len(stand), len(said), len(bought))


def judge(houses, scene, writes, tally, where):
    """Asks every write again, at every host in turn, then counts what there is."""
    lost = repeated([house.url for house in houses], writes)
    bought = [w for w in writes if w.path == "/v1/purchases" and w.done()]
    redeemed = [w for w in writes if w.path == "/v1/redemptions" and w.done()]
    tally.check(f"{where}: {len(bought)} purchases and {len(redeemed)} redemptions, every answer repeated byte for byte",
                lost == 0 and bought and redeemed, lost)
    tally.check(f"{where}: one purchase for each key that was answered, and no other", *stand_as_said(scene, bought))
    ledger = journal.Journal(journal.download(scene.stage.staff("auditor")))
    captured = ledger.moved("voucher", "payable", "redemption")
    tally.check(f"{where}: the ledger captured one cent for each redemption and holds the others",
                captured == len(redeemed) and sum(ledger.holds.values()) == len(bought) - len(redeemed),
                (captured, len(redeemed), sum(ledger.holds.values())))
    code, words = houses[0].audit()
    tally.check(f"{where}: seq has no gap, chain, limits and stored balances", not ledger.faults and code == 0,
                (ledger.faults[:3], words[-300:]))


def forgotten(scene):
    """The control of repeated(): a write that a host acknowledged and does not know."""
    forged = Asked(scene.parents[0].token, "/v1/purchases", "buyer-forged-00000000", {"quote": "never given"})
    forged.status, forged.answer = 201, b'{"id":"nobody","seq":1}'
    return forged
