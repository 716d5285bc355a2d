"""One voucher's purchase, spending code and settlement, made afresh in a running city; the requests of every operation on them; and
what can be seen of them afterwards. What may be seen is for turns.py to say.
"""
import collections
import http.client
import json
import pathlib
import time
import urllib.parse

from story import stage as stages
from story.client import Refused
from story.stage import cents, euro
from support import turns
from support.scene import CENT, ENTE, service

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ALL = "prova-tutto"  # Its price is set to what is left on a voucher.
OPERATIONS = {
    "spend": turns.spend, "hold": turns.hold, "capture": turns.redeem, "partial capture": turns.redeem_line, "release": turns.call_off,
    "refund": turns.give_back, "cancel": turns.cancel, "expire": turns.hour_passes, "re-issue": turns.reissue, "block": turns.reissue_spending,
    "webhook": turns.receipt, "janitor": turns.day_passes, "ente suspension": turns.suspend, "payout close": turns.approve,
    "payout open": turns.propose}
OF_TIME = ("expire", "janitor")
STATUS = {e["name"]: e["status"] for e in json.loads((ROOT / "schemas/http/errors.json").read_text(encoding="utf-8"))["errors"]}
ALLOWANCE = 10
WRONG_CODES_MAX = 8  # Of a session: after ten in a quarter of an hour an ente must wait.


def kind_of(pair):
    """Which purchase the two are about."""
    if "refund" in pair:
        return "owed"
    if not {"webhook", "expire"} & set(pair):
        return "confirmed"
    return "paid" if {"capture", "partial capture"} & set(pair) else "waiting"  # There is no code before it is paid.


def is_tight(pair):
    """Whether there is money for one of the two only, or only after the other."""
    takers = [o for o in pair if o in ("spend", "hold")]
    return bool(takers) and all(o in ("spend", "hold", "cancel") for o in pair) and not (len(takers) == 2 and takers[0] == takers[1] == "spend")


class Market:
    """What the runs share: who acts, the ente and its services, keys."""

    def __init__(self, scene, name, urls=()):
        self.urls = [urllib.parse.urlsplit(url) for url in urls]  # Of hosts: the operations of a pair are dealt to them in turn.
        self.scene, self.stage, self.name, self.number = scene, scene.stage, name, 0
        self.wrong_codes, self.made, self.answers = 0, collections.Counter(), collections.Counter()
        document = json.loads((ROOT / "tools/demo/data/catalogue.json").read_text(encoding="utf-8"))
        self.terms = {list_: document[list_] for list_ in ("areas", "categories", "municipi")}
        self.last_day = self.stage.day(stages.SERVICE_DAYS)
        self.offer()
        self.ente_id = self.stage.facts["enti"][ENTE["slug"]]["id"]
        self.services = {s["slug"]: s["id"] for s in self.stage.public.every(f"/v1/services?ente={ENTE['slug']}")}
        self.desk = self.stage.public.as_user(f"ente.{ENTE['slug']}", stages.PASSWORD)
        self.accountant, self.manager = self.stage.staff("accountant"), self.stage.staff("city_manager")
        self.operator = self.stage.staff("city_operator")

    def key(self):
        self.number += 1
        return f"pairs-{self.name}-{self.number:08d}"

    def document(self, accredited=True, price=1):
        offers = [service(CENT, ENTE, "0.01"), service(ALL, ENTE, euro(price)["amount"])]
        return self.terms | {"spaces": [], "enti": [ENTE | {"accredited": accredited}], "services": [s | {"ends": self.last_day} for s in offers]}

    def offer(self, **how):
        self.stage.staff("city_operator").post("/v1/catalogue", self.document(**how))

    def log_in(self):
        """After the clock went on: everybody's session is over."""
        for client in {self.stage.staff("auditor"), self.accountant, self.manager, self.operator, self.desk, *self.scene.parents}:
            client.log_in()

    def left(self, family):
        return sum(cents(i["left"]) for i in self.scene.parents[family].get("/v1/wallet")["items"] if i["kind"] == "voucher")

    def change_desk(self):
        self.desk, self.wrong_codes = self.stage.public.as_user(f"ente.{ENTE['slug']}", stages.PASSWORD), 0

    def voucher(self, family):
        return next(i["id"] for i in self.scene.parents[family].get("/v1/wallet")["items"] if i["kind"] == "voucher")

    def quote(self, family, *lines):
        child = self.scene.children[family]
        return self.scene.parents[family].post("/v1/quotes", {"lines": [
            {"service_id": self.services[slug], "beneficiary_id": child} | ({"pay_with": how} if how else {}) for slug, how in lines]})["token"]

    def buy(self, family, *lines):
        return self.scene.parents[family].post("/v1/purchases", {"quote": self.quote(family, *lines), "method": "cash_desk"}, self.key())

    def spending_code(self, family, amount):
        return self.scene.parents[family].post("/v1/spending-codes", {
            "instrument_id": self.voucher(family), "amount": euro(amount), "ente_id": self.ente_id}, self.key())

    def due(self, family):
        """One cent that the city owes and no settlement has taken."""
        self.desk.post("/v1/redemptions", {"code": self.spending_code(family, 1)["code"], "amount": euro(1)}, self.key())

    def propose(self):
        day = stages.datetime.date.fromisoformat(self.stage.civil(self.stage.now()).isoformat()) + stages.datetime.timedelta(days=5)
        return {"debtor": "city", "execution_date": day.isoformat()}

    def proposed(self):
        return self.accountant.post("/v1/settlements", self.propose(), self.key())["id"]

    def pay_all(self):
        """Nothing is due afterwards."""
        try:
            settlement = self.proposed()
        except Refused as refused:
            if refused.name != "nothing_due":
                raise
            return
        self.manager.post(f"/v1/settlements/{settlement}/approvals", {}, self.key())

    def waits(self, operation):
        return any(i["id"] == operation for i in self.desk.get("/v1/till")["items"])

    def is_asked(self, purchase):
        """The cash desk has been told that somebody will come."""
        return self.scene.parents[purchase["family"]].get(f"/v1/purchases/{purchase['id']}").get("payment", {}).get("progress") == "pay_at_till"


def eventually(claim, seconds=20):
    give_up = time.monotonic() + seconds
    while not (holds := claim()) and time.monotonic() < give_up:
        time.sleep(0.002)
    return holds


class Run:
    """One pair on objects of its own."""

    def __init__(self, market, pair, family):
        self.market, self.pair, self.family, self.kind = market, pair, family, kind_of(pair)
        self.answers, self.bought, self.connections = [None, None], 0, []
        self.code = self.settlement = self.token = None
        self.also = []  # Purchases besides the one that it is about.

    def prepare(self, quote=True):
        """@param quote  False: it is made later, by quote()."""
        market, pair, tight, due = self.market, self.pair, is_tight(self.pair), 0
        if market.wrong_codes > WRONG_CODES_MAX:
            market.change_desk()
        if "payout open" in pair:
            market.pay_all()
        if "release" in pair or "payout close" in pair:
            market.due(self.family)
            self.settlement = market.proposed()
        if "payout open" in pair and not {"spend", "capture", "partial capture", "release"} & set(pair):
            market.due(self.family)
            due = 1
        price, amount = 1, 6 if pair == ("spend", "spend") else 1
        if tight and "hold" in pair:
            price = market.left(self.family)
            market.offer(price=price)
        elif tight:  # What is spent does not come back: all but a little is held meanwhile.
            market.offer(price=market.left(self.family) - ALLOWANCE)
            self.also.append(market.buy(self.family, (ALL, None))["id"])
            amount = ALLOWANCE
        if {"spend", "block"} & set(pair):
            self.code = market.spending_code(self.family, ALLOWANCE)
        self.slug = ALL if tight else CENT
        if quote:
            self.quote()
        self.buy()
        self.world = turns.World(self.kind, market.left(self.family), price=price, allowance=cents(self.code["amount"]) if self.code else 0,
                                 amount=amount, settlement="proposed" if self.settlement else None, due=due)
        return self

    def quote(self):
        if "hold" in self.pair:
            self.token = self.market.quote(self.family, (self.slug, None))

    def buy(self):
        market = self.market
        direct = (CENT, "direct") if self.kind != "confirmed" else (CENT, None)
        self.purchase = market.buy(self.family, (CENT, None), direct) | {"family": self.family}
        if self.kind == "confirmed":
            return
        self.operation = self.purchase["payment"]["operation_id"]
        eventually(lambda: market.is_asked(self.purchase))
        if self.kind == "waiting":
            return
        market.desk.post(f"/v1/till/{self.operation}/receipts", {"receipt_number": "R-1"}, market.key())
        eventually(lambda: not market.waits(self.operation))
        self.purchase["code"] = market.scene.parents[self.family].get(f"/v1/purchases/{self.purchase['id']}")["code"]
        if self.kind == "owed":
            market.scene.parents[self.family].post(f"/v1/purchases/{self.purchase['id']}/cancellations", {}, market.key())

    def request(self, operation):
        """(client, path, body) of one operation; None for what time does."""
        market, purchase = self.market, self.purchase["id"]
        parent = market.scene.parents[self.family]
        return {
            "spend": lambda: (market.desk, "/v1/redemptions", {"code": self.code["code"], "amount": euro(self.world.amount)}),
            "hold": lambda: (parent, "/v1/purchases", {"quote": self.token}),
            "capture": lambda: (market.desk, "/v1/redemptions", {"code": self.purchase["code"]}),
            "partial capture": lambda: (market.desk, "/v1/redemptions", {"code": self.purchase["code"], "lines": [{"line": 0}]}),
            "release": lambda: (market.accountant, f"/v1/settlements/{self.settlement}/cancellations", {}),
            "refund": lambda: (market.desk, f"/v1/till/{purchase}/returns", {}),
            "cancel": lambda: (parent, f"/v1/purchases/{purchase}/cancellations", {}),
            "re-issue": lambda: (parent, f"/v1/purchases/{purchase}/codes", {}),
            "block": lambda: (parent, f"/v1/spending-codes/{self.code['id']}/codes", {}),
            "webhook": lambda: (market.desk, f"/v1/till/{self.operation}/receipts", {"receipt_number": "R-1"}),
            "ente suspension": lambda: (market.operator, "/v1/catalogue", market.document(accredited=False, price=self.world.price)),
            "payout close": lambda: (market.manager, f"/v1/settlements/{self.settlement}/approvals", {}),
            "payout open": lambda: (market.accountant, "/v1/settlements", market.propose()),
        }.get(operation, lambda: None)()

    def load(self):
        """Everything but the pulling: connections, bytes."""
        self.shots = [self.shot(place, operation) for place, operation in enumerate(self.pair)]
        return self

    def shot(self, place, operation):
        asked = self.request(operation)
        if asked is None:
            return None
        client, path, body = asked
        headers = {"Authorization": f"Bearer {client.token}", "Idempotency-Key": self.market.key(), "Content-Type": "application/json"}
        url = self.market.urls[place % len(self.market.urls)] if self.market.urls else client.url
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        connection.connect()
        return connection, (path, json.dumps(body, ensure_ascii=False).encode(), headers)

    def fire(self, place):
        connection, (path, body, headers) = self.shots[place]
        try:
            connection.request("POST", path, body, headers)
        except OSError:
            connection.close()  # Opens again by itself.
            connection.request("POST", path, body, headers)

    def hear(self, place):
        """"" for done, else the name of the refusal, which must be answered with its status."""
        if self.shots[place] is None:
            return
        connection = self.shots[place][0]
        try:
            answer = connection.getresponse()
        except (OSError, http.client.HTTPException):  # The machine was so slow that the host hung up before: the key makes it safe.
            connection.close()
            self.fire(place)
            answer = connection.getresponse()
        body = json.loads(answer.read())
        connection.close()
        self.market.answers[answer.status] += 1
        refusal = body["name"] if answer.status >= 400 else ""
        self.answers[place] = refusal if answer.status == STATUS.get(refusal, answer.status) else f"{answer.status} {refusal}"
        self.market.wrong_codes += refusal == "not_found"
        if self.pair[place] == "hold" and not refusal:
            self.bought += 1
            self.also.append(body["id"])
        if self.pair[place] == "payout open" and not refusal:
            self.opened = body["id"]

    def is_over(self):
        """Nothing of it is held any more, nor of what was bought beside it."""
        parent = self.market.scene.parents[self.family]
        return all(parent.get(f"/v1/purchases/{p}")["state"] in turns.OVER for p in (self.purchase["id"], *self.also))

    def is_quiet(self):
        return self.kind == "confirmed" or not self.market.waits(self.operation)

    def shown(self, with_left=True):
        """As turns.World.shown()."""
        market, parent = self.market, self.market.scene.parents[self.family]
        purchase = parent.get(f"/v1/purchases/{self.purchase['id']}")
        code = parent.get(f"/v1/spending-codes/{self.code['id']}") if self.code else {"spent": euro(0), "code_issue": 1}
        settlement = market.accountant.get(f"/v1/settlements/{self.settlement}")["state"] if self.settlement else None
        return (purchase["state"], purchase["direct_received"], purchase["direct_owed_back"], tuple(l["redeemed"] for l in purchase["lines"]),
                purchase.get("code_issue"), market.left(self.family) if with_left else None, cents(code["spent"]), code["code_issue"],
                settlement, self.bought)

    def clear(self):
        """Leaves the city as the next run wants it, and nothing for the courier."""
        market = self.market
        if "ente suspension" in self.pair or is_tight(self.pair):
            market.offer()
        parent = market.scene.parents[self.family]
        for purchase in self.also:
            if parent.get(f"/v1/purchases/{purchase}")["state"] in turns.OVER:
                continue
            parent.post(f"/v1/purchases/{purchase}/cancellations", {}, market.key())
        rest = parent.get(f"/v1/purchases/{self.purchase['id']}")
        if rest["state"] in turns.REDEEMABLE:
            market.desk.post("/v1/redemptions", {"code": rest["code"]}, market.key())
