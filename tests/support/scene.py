"""A small city to try things in: some families that registered themselves, each with vouchers, and something cheap to buy.

Built over HTTP by the steps of the story, with its fixed keys, so that a scene set twice is the same scene.
"""
import pathlib
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools/demo"))

from story import applying, awarding, city, progress, stage as stages  # noqa: E402
from support.house import MANAGER, PASSWORD  # noqa: E402

ENTE = {"slug": "banco-di-prova", "name": "Banco di prova (esempio)", "tax_id": "07643520567", "sample": True,
        "iban": "IT60X0542811101000000123456", "holder": "Banco di prova"}
BOOKED = ENTE | {"slug": "banco-con-registro", "tax_id": "12345678903", "provider": "register_book"}
CENT, BOOKED_CENT, TILL, HUNDRED, WHOLE = ("prova-un-centesimo", "prova-con-registro", "prova-alla-cassa", "prova-cento-euro",
                                           "prova-tutto-il-buono")


def service(slug, ente, amount):
    words = {"it": "Prova", "en": "Trial"}
    return {"slug": slug, "ente": ente["slug"], "name": words, "description": words, "area": "sport",
            "category": "servizi-educativi", "municipio": 0, "price": {"amount": amount, "currency": "EUR"},
            "welfare": "culture", "sample": True}


class Scene:
    """@param families  how many have an account; `child` is each one's first child, `bracket` everybody's."""

    def __init__(self, house, families=8, bracket=1, seed=7):
        options = types.SimpleNamespace(seed=seed, families=families, by_api=families, manager=MANAGER, password=PASSWORD,
                                        patience=60)
        self.stage = stages.Stage(house.url, options, progress.Quiet())
        self.families = [f | {"bracket": bracket, "fault": None, "children": f["children"][:1]} for f in self.stage.families]
        city.open_house(self.stage)
        self.load_catalogue()
        city.call(self.stage)
        for family in self.families:
            applying.apply(self.stage, family)
        awarding.rank(self.stage)
        awarding.award(self.stage)
        self.parents = [self.stage.parent(f["number"]) for f in self.families]
        self.children = [p.get("/v1/children")["items"][0]["id"] for p in self.parents]

    def load_catalogue(self):
        ends = self.stage.day(stages.SERVICE_DAYS - 1)
        self.stage.facts["catalogue-extra"] = {
            "enti": [ENTE, BOOKED],
            "services": [s | {"ends": ends} for s in (
                service(CENT, ENTE, "0.01"), service(BOOKED_CENT, BOOKED, "0.01"), service(TILL, ENTE, "450.00"),
                service(HUNDRED, ENTE, "100.00"), service(WHOLE, ENTE, "400.00"))]}
        city.catalogue(self.stage)

    def service(self, slug):
        return self.stage.facts["services"][slug]["id"]

    def desk(self, ente=ENTE):
        return self.stage.as_user(f"ente.{ente['slug']}")

    def quote(self, number, slug=CENT):
        return self.parents[number].post("/v1/quotes", self.quote_body(number, slug))

    def quote_body(self, number, slug=CENT):
        return {"lines": [{"service_id": self.service(slug), "beneficiary_id": self.children[number]}]}
