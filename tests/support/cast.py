"""Somebody of every role, with objects of their own, and somebody else of the same role with others.

For the policy test: what is asked about is real, so that an answer that leaks has something to leak.
"""
import uuid

from story import employer, stage as stages, table
from support.pairs import eventually
from support.scene import BOOKED, BOOKED_CENT, CENT, ENTE, HUNDRED, TILL, Scene

OTHER_EMPLOYER = {"name": "Altra azienda (esempio)", "tax_id": "12345678903", "iban": "IT60X0542811101000000123456",
                  "holder": "Altra azienda"}
BODIES = {  # Whole enough to reach the object; none of them may change anything of another's.
    "recordReceipt": {"receipt_number": "POLICY-1"},
    "createRanking": {"seed": "policy-seed"},
    "createAward": {"act_number": "POLICY/1", "act_date": "2026-01-01"},
    "createSettlement": {"debtor": "city", "execution_date": "2020-01-01"},
}


class Cast:
    def __init__(self, house):
        self.scene = Scene(house, families=2)
        self.stage = self.scene.stage
        self.mine, self.theirs = {}, {}
        self.buy_and_redeem()
        self.employers()
        self.spaces()
        self.settlements()
        stage = self.stage
        self.clients = {"anyone": stage.public, "family": self.scene.parents[0], "ente": self.scene.desk(BOOKED),
                        "space_operator": stage.as_user("spazio"), "employer": stage.as_user(employer.USERNAME),
                        "city_operator": stage.staff("city_operator"), "city_manager": stage.staff("city_manager"),
                        "accountant": stage.staff("accountant"), "auditor": stage.staff("auditor")}
        for client in self.clients.values():
            if client.names:
                client.log_in()  # The demo clock went on since some of them came: their sessions are over.
        # Everybody's, or the whole city's: there is no other city whose they could be.
        self.shared_by_all = {"pageAsset", "pageActivity", "readService", "readEnte", "readProgramme", "readBudget",
                              "listProgrammeApplications", "createRanking", "readRanking", "createAward", "readLedgerAccount",
                              "pageCall", "pageRanking", "pageRank", "pageAward", "pageHandIn", "readLedgerStatement", "ledgerAccount", "ledgerStatement", "readAccount", "readAccountStatement"}
        everybodys = {"service_id": self.scene.service(CENT), "activity_id": self.scene.service(CENT),
                      "ente_id": stage.facts["enti"][ENTE["slug"]]["id"], "programme_id": stage.facts["programme"],
                      "no": "1", "account": "1", "account_no": "1", "file": "buono.css"}
        self.everybodys = everybodys

    def buy(self, number, slug, name, **more):
        quote = self.scene.quote(number, slug)
        return self.scene.parents[number].post("/v1/purchases", {"quote": quote["token"]} | more, self.stage.key(f"cast-{name}"))

    def redeem(self, ente, code, name):
        return self.scene.desk(ente).post("/v1/redemptions", {"code": code}, self.stage.key(f"cast-{name}"))

    def buy_and_redeem(self):
        for number, sorted_into, ente, slug in ((0, self.mine, BOOKED, BOOKED_CENT), (1, self.theirs, ENTE, CENT)):
            bought = self.buy(number, slug, f"redeemed-{number}")
            kept = self.buy(number, CENT, f"kept-{number}")
            sorted_into["redemption_id"] = self.redeem(ente, bought["code"], f"redeem-{number}")["id"]
            sorted_into["purchase_id"] = kept["id"]
            voucher = next(i for i in self.scene.parents[number].get("/v1/wallet")["items"] if i["kind"] == "voucher")
            code = self.scene.parents[number].post("/v1/spending-codes", {
                "instrument_id": voucher["id"], "amount": stages.euro(100), "area": "sport"}, self.stage.key(f"cast-code-{number}"))
            sorted_into["spending_code_id"] = code["id"]
        at_till = self.buy(1, TILL, "till", method="cash_desk")
        self.theirs["operation_id"] = at_till["payment"]["operation_id"]
        # Until the desk has answered, the courier has something to change.
        eventually(lambda: self.scene.parents[1].get(f"/v1/purchases/{at_till['id']}")["payment"]["progress"] == "pay_at_till")

    def employers(self):
        stage = self.stage
        employer.plan(stage)
        self.mine["plan_id"] = stage.facts["plan"]
        other = stage.staff("city_manager").post("/v1/employers", OTHER_EMPLOYER, stage.key("cast-employer"))
        stage.open_account("azienda.altra", "employer", other["id"])
        office = stage.as_user("azienda.altra")
        plan = office.post("/v1/plans", employer.plan_body(stage), stage.key("cast-plan"))
        self.theirs["plan_id"] = plan["id"]
        self.theirs["import_id"] = self.staged(office, plan["id"], "theirs")
        self.mine["import_id"] = self.staged(stage.as_user(employer.USERNAME), stage.facts["plan"], "mine")

    def staged(self, office, plan, name):
        parent = self.stage.families[0]["applicant"] | {"amount": "200.00", "dependent_child": True}
        staged = office.post(f"/v1/imports?kind=credits&plan={plan}", table.credits([parent]), self.stage.key(f"cast-file-{name}"), "text/csv")
        if name == "theirs":
            office.post(f"/v1/imports/{staged['id']}/confirmations", {}, self.stage.key("cast-confirmed"))
        return staged["id"]

    def spaces(self):
        stage = self.stage
        stage.open_account("spazio.altro", "space_operator", stage.facts["spaces"][1]["id"])
        code = self.scene.parents[1].ask("POST", "/v1/assistance-codes")["code"]
        self.theirs["session_id"] = stage.as_user("spazio.altro").post("/v1/assistance-sessions", {"code": code})["id"]

    def settlements(self):
        """The city's, and one of the other employer: its credit paid for a whole line."""
        stage, parent = self.stage, self.scene.parents[0]
        credit = next(i["id"] for i in parent.get("/v1/wallet")["items"] if i["kind"] == "welfare_credit")
        body = self.scene.quote_body(0, HUNDRED)
        body["lines"][0]["pay_with"] = credit
        bought = parent.post("/v1/purchases", {"quote": parent.post("/v1/quotes", body)["token"]}, stage.key("cast-credit"))
        self.redeem(ENTE, bought["code"], "redeem-credit")
        day = stage.day(stages.EXECUTION_DAYS)
        self.city_settlement = stage.staff("accountant").post("/v1/settlements", {"debtor": "city", "execution_date": day}, stage.key("cast-city"))["id"]
        office = stage.as_user("azienda.altra")
        self.employer_settlement = office.post(
            "/v1/settlements", {"debtor": "employer", "execution_date": day}, stage.key("cast-office"))["id"]
        self.city_statement = self.statement(stage.staff("accountant"), self.city_settlement)
        self.employer_statement = self.statement(office, self.employer_settlement)

    def statement(self, client, settlement):
        return client.get(f"/v1/settlements/{settlement}/statements")["items"][0]["id"]

    def own(self, role):
        ids = self.everybodys | self.mine
        city = {"settlement_id": self.city_settlement, "statement_id": self.city_statement}
        return ids | city if role in ("accountant", "city_manager", "auditor") else ids

    def foreign(self, role):
        """What belongs to somebody else, as far as this role could meet it at all."""
        theirs = {"family": ("purchase_id", "spending_code_id", "session_id"),
                  "ente": ("redemption_id", "operation_id", "purchase_id"), "space_operator": ("session_id",),
                  "employer": ("plan_id", "import_id"), "city_operator": ("import_id",), "city_manager": ("import_id",)}
        ids = {place: self.theirs[place] for place in theirs.get(role, ())}
        if role in ("employer", "accountant", "city_manager", "auditor"):
            ids |= {"settlement_id": self.employer_settlement, "statement_id": self.employer_statement}
        if role == "ente":
            ids["statement_id"] = self.employer_statement  # Nothing of it is for BOOKED.
        return ids

    def absent(self, places):
        return {place: "999999999" if place in ("no", "account", "account_no") else str(uuid.UUID("0192f3a0-7c1e-7abc-8def-0123456789ab"))
                for place in places}

    def body(self, operation, whose):
        return BODIES.get(operation, {})

    def passing(self, role):
        """A session of its own, for an operation that ends it."""
        client = self.clients[role]
        return client.as_user(*client.names) if client.names else client

    def head(self):
        """The ledger, and the state of everything that belongs to others."""
        other, office = self.scene.parents[1], self.stage.as_user("azienda.altra")
        return (self.stage.public.get("/v1/status")["as_of"],
                [(p["id"], p["state"], p.get("code_issue"), str(p.get("payment"))) for p in other.every("/v1/purchases")],
                [(c["id"], c["code_issue"]) for c in other.every("/v1/spending-codes")],
                [(s["id"], s["state"]) for s in office.every("/v1/settlements")],
                office.get(f"/v1/imports/{self.theirs['import_id']}")["state"])
