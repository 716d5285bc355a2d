"""Step 8: each debtor pays what it owes, once: a statement per ente and debtor, one file for the bank."""
from story import employer
from story.client import Refused
from story.stage import EXECUTION_DAYS


def settle(stage, debtor, proposer, approver):
    body = {"debtor": debtor, "execution_date": stage.day(EXECUTION_DAYS)}
    proposed = proposer.post("/v1/settlements", body, stage.key(f"settle-{debtor}"))
    approver.post(f"/v1/settlements/{proposed['id']}/approvals", {}, stage.key(f"approve-{debtor}"))
    return {"id": proposed["id"], "settlement": proposer.get(f"/v1/settlements/{proposed['id']}"),
            "statements": list(proposer.every(f"/v1/settlements/{proposed['id']}/statements")),
            "file": proposer.get(f"/v1/settlements/{proposed['id']}/payment-file", raw=True)}


def city(stage):
    accountant = stage.staff("accountant")
    stage.facts["city"] = settle(stage, "city", accountant, stage.staff("city_manager"))


def its_employer(stage):
    office = stage.as_user(employer.USERNAME)
    stage.facts["employer-settlement"] = settle(stage, "employer", office, office)


def twice_is_once(stage):
    """Every capture is in a payout now: a new settlement finds nothing that is due."""
    body = {"debtor": "city", "execution_date": stage.day(EXECUTION_DAYS)}
    try:
        stage.staff("accountant").post("/v1/settlements", body, stage.key("settle-again"))
        stage.facts["nothing_left"] = False
    except Refused as refused:
        stage.facts["nothing_left"] = refused.name
