"""Steps 1 and 4: the city opens its accounts, shows its catalogue, and loads its call."""
import json
import pathlib

from story import stage as stages
from story.families import DATA

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
ENTI = {"polisportiva", "officina-robotica", "teatro-del-naviglio"}  # Those whose operators act in the story.
CALL = ROOT / "schemas/programme/wish-mi.json"


def open_house(stage):
    """The city's own staff. The manager is there since `buono migrate --manager`."""
    for role, username in stages.STAFF.items():
        stage.open_account(username, role)


def catalogue(stage):
    document = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
    for part, more in stage.facts.get("catalogue-extra", {}).items():
        document[part] = document[part] + more
    stage.staff("city_operator").post("/v1/catalogue", document, stage.key("catalogue"))
    stage.facts["enti"] = {e["slug"]: e for e in stage.public.every("/v1/enti")}
    stage.facts["services"] = {s["slug"]: s for s in stage.public.every("/v1/services")}
    stage.facts["spaces"] = list(stage.public.every("/v1/spaces"))
    for slug in sorted(ENTI | {e["slug"] for e in stage.facts.get("catalogue-extra", {}).get("enti", [])}):
        stage.open_account(f"ente.{slug}", "ente", stage.facts["enti"][slug]["id"])
    stage.open_account("spazio", "space_operator", stage.facts["spaces"][0]["id"])


def call_document(stage):
    """The built-in call, with its four dates counted from the day the city was created."""
    document = json.loads(CALL.read_text(encoding="utf-8"))
    return document | {"apply_from": stage.day(0), "apply_by": stage.day(stages.APPLY_DAYS), "buy_by": stage.day(stages.BUY_DAYS),
                       "service_ends_by": stage.day(stages.SERVICE_DAYS), "claim_by": stage.day(stages.CLAIM_DAYS)}


def call(stage):
    document = call_document(stage)
    answer = stage.staff("city_manager").post("/v1/programmes", document, stage.key("call"))
    stage.facts["call"], stage.facts["programme"] = document, answer["id"]
    stage.say.note(f"{document['slug']}: {', '.join(s['code'] + ' ' + amount(s) + ' EUR' for s in document['sources'])}")


def amount(thing):
    value = thing["amount"]
    return value if isinstance(value, str) else value["amount"]
