"""Step 3: the call is ranked with a seed that is published, frozen, and awarded under an act."""
from story.stage import APPLY_DAYS

ACT_NUMBER, ACT_DAY = "DD 2026/4711", APPLY_DAYS + 2


def rank(stage):
    stage.pass_until(stage.noon(APPLY_DAYS + 1))
    manager, programme = stage.staff("city_manager"), stage.facts["programme"]
    stage.facts["seed"] = f"lotto-{stage.seed:06d}"
    manager.post(f"/v1/programmes/{programme}/rankings", {"seed": stage.facts["seed"]}, stage.key("ranking"))


def award(stage):
    stage.pass_until(stage.noon(ACT_DAY))
    manager, programme = stage.staff("city_manager"), stage.facts["programme"]
    answer = manager.post(f"/v1/programmes/{programme}/awards", {"act_number": ACT_NUMBER, "act_date": stage.day(ACT_DAY)},
                          stage.key("award"))
    stage.facts["award"] = answer
    stage.say.note(f"{answer['awarded']} vouchers, {answer['waitlisted']} waiting")
