"""The whole story in order, and what each step is called."""
from story import applying, awarding, buying, city, employer, redeeming, settling

PREPARE = (
    ("The city opens its house: staff accounts", city.open_house),
    ("The catalogue: areas, categories, municipi, spaces, enti and services", city.catalogue),
    ("The city loads its call", city.call),
    ("Families register and apply by themselves", applying.by_api),
    ("Families arrive in a file, which is looked at before it is confirmed", applying.by_file),
    ("The call closes, is ranked with a published seed, and frozen", awarding.rank),
    ("A manager awards it under an act, within its sources", awarding.award),
    ("A family known from the file opens its account with a code of the city", applying.demo_family),
    ("An employer promises a plan", employer.plan),
    ("... and credits fifty employees", employer.credits),
)
REST = (
    ("A family buys for 240 EUR: voucher, credit, and ten at the till", buying.main_purchase),
    ("Others buy with the voucher alone", buying.other_purchases),
    ("A family makes a spending code", buying.spending_code),
    ("A purchase is given up: everything held is released", buying.cancelled),
    ("Enti redeem: typed, by QR, with a spending code, through a register book", redeeming.all_of_them),
    ("A purchase is never paid at the till: void, holds released", buying.never_paid),
    ("The city pays what it owes", settling.city),
    ("The employer pays what it owes", settling.its_employer),
    ("A second settlement finds nothing that is due", settling.twice_is_once),
)
STORY = PREPARE + REST


def play(stage, steps=STORY, after=None):
    for title, act in steps:
        stage.say.step(title)
        act(stage)
        if after:
            after(title)
    return stage


def log_ins(stage):
    """{role: (username, password)} of the people a visitor may try to be."""
    from story.stage import PASSWORD, STAFF
    names = {"family": applying.DEMO_USERNAME, "ente": f"ente.{buying.ente_of(stage, buying.COURSE)}",
             "employer": employer.USERNAME, "space_operator": "spazio", **STAFF}
    return {role: (name, PASSWORD) for role, name in names.items()} | {"city_manager": stage.manager_names}
