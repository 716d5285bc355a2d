"""Step 2: families arrive, most in a file of the city's staff, some by themselves."""
import csv
import io

from story import table
from story.stage import PASSWORD, allow

DEMO = 2  # This family came in the file and opens its account later, with a code from the city: it is the demo log-in.
DEMO_USERNAME = "famiglia"


def by_themselves(stage):
    """The actors but one, and then as many as asked, of those without fault."""
    sound = [f for f in stage.families if not f["fault"] and f["number"] != DEMO]
    return sound[:max(7, stage.by_api)]


def person(someone):
    return {"tax_code": someone["tax_code"], "given_name": someone["given_name"],
            "family_name": someone["family_name"], "birth_date": someone["birth_date"].isoformat()}


def register(stage, family, username, code=None):
    body = {"username": username, "password": PASSWORD, **person(family["applicant"])} | ({"access_code": code} if code else {})
    stage.public.post("/v1/family-accounts", body, stage.key(f"account-{family['number']}"))
    return stage.as_user(username)


def apply(stage, family):
    number = family["number"]
    parent = register(stage, family, f"famiglia.{number}")
    children = [parent.post("/v1/children", person(child), stage.key(f"child-{number}-{place}"))["id"]
                for place, child in enumerate(family["children"])]
    parent.post("/v1/applications", {"programme_id": stage.facts["programme"], "children": children,
                                     "bracket": f"B{family['bracket']}", "isee_protocol": family["isee_protocol"],
                                     "declaration": True}, stage.key(f"application-{number}"))


def by_api(stage):
    applying = by_themselves(stage)
    for done, family in enumerate(applying, 1):
        apply(stage, family)
        stage.say.bar("families register and apply", done, len(applying))
    stage.facts["by_api"] = len(applying)
    stage.say.note(f"{len(applying)} families applied by themselves")


def by_file(stage):
    """Staged, looked at, its errors listed row by row, then confirmed: before that nothing is written."""
    themselves = {f["number"] for f in by_themselves(stage)}
    data, refused = table.applications([f for f in stage.families if f["number"] not in themselves])
    operator, programme = stage.staff("city_operator"), stage.facts["programme"]
    preview = operator.post(f"/v1/imports?kind=applications&programme={programme}", data, stage.key("import"), "text/csv")
    errors = operator.get(f"/v1/imports/{preview['id']}/errors?format=csv", raw=True).decode("utf-8-sig")
    said = {int(row["line"]): row for row in csv.DictReader(io.StringIO(errors), delimiter=";" if ";" in errors[:80] else ",")}
    confirmed = operator.post(f"/v1/imports/{preview['id']}/confirmations", {}, stage.key("import-confirmed"))
    stage.facts["themselves"] = themselves
    stage.facts["import"] = {"rows": data.count(b"\n") - 1, "expected": refused, "said": said, "preview": preview,
                             "confirmed": confirmed}
    stage.say.note(f"{preview['accepted']} rows accepted, {preview['refused']} refused: "
                   + ", ".join(f"{fault} {count}" for fault, count in counted(refused.values())))


def counted(things):
    things = list(things)
    return sorted((thing, things.count(thing)) for thing in set(things))


def demo_family(stage):
    """Known from the file only: the city hands out a code, and with it the family opens its account."""
    family = stage.family(DEMO)
    code = allow(stage.staff("city_operator"), "/v1/access-codes", {"tax_code": family["applicant"]["tax_code"]}, "account_exists")
    if code:
        register(stage, family, DEMO_USERNAME, code["code"])
