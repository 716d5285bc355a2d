"""Step 5: an employer promises a small plan and credits fifty people by file, some of them parents of step 2."""
from story import table
from story.awarding import ACT_DAY
from story.families import Generator
from story.stage import SERVICE_DAYS

USERNAME, TAX_ID, NAME = "azienda", "00743110157", "Officine Lambrate (esempio) S.r.l."
PEOPLE, EACH = 50, "150.00"


def employees(stage):
    parents = [stage.families[0], *[f for f in stage.families[1:] if not f["fault"]][:19]]
    known = [f["applicant"] | {"dependent_child": True} for f in parents]
    generator = Generator(stage.seed + 1, stage.since)
    others = [generator.person(generator.random.choice(generator.names["families"]), 22, 60) | {"dependent_child": False}
              for _ in range(PEOPLE - len(known))]
    return [e | {"amount": EACH} for e in known + others]


def body():
    return {"name": NAME, "tax_id": TAX_ID, "iban": "IT14Z0542811101000000123458", "holder": NAME}


def plan_body(stage):
    """A tax year's; what is bought in it may end in the next."""
    year = int(stage.day(ACT_DAY)[:4])
    return {"name": f"Welfare {year}", "year": year, "amount": {"amount": "10000.00", "currency": "EUR"},
            "service_ends_by": stage.day(SERVICE_DAYS)}


def plan(stage):
    employer = stage.staff("city_manager").post("/v1/employers", body(), stage.key("employer"))
    stage.open_account(USERNAME, "employer", employer["id"])
    stage.facts["employer"] = employer["id"]
    stage.facts["plan"] = stage.as_user(USERNAME).post("/v1/plans", plan_body(stage), stage.key("plan"))["id"]


def credits(stage):
    data = table.credits(employees(stage))
    office = stage.as_user(USERNAME)
    preview = office.post(f"/v1/imports?kind=credits&plan={stage.facts['plan']}", data, stage.key("credits"), "text/csv")
    office.post(f"/v1/imports/{preview['id']}/confirmations", {}, stage.key("credits-confirmed"))
    stage.facts["credits"] = preview
    stage.say.note(f"{preview['accepted']} employees credited with {EACH} EUR each, {preview['refused']} refused")
