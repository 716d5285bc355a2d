"""Step 7: the ente redeems with the family's code: typed by hand, as the QR says it, and through its register book."""
from story import stage as stages
from story.buying import COURSE, await_state, ente_of, until


def redeem(stage, ente_slug, name, purchase_id, body):
    """A code that was redeemed is shown no more: a redemption that stands is read, not made again."""
    desk = stage.as_user(f"ente.{ente_slug}")
    repeated = desk.repeat(stage.key(name))
    if repeated:
        return repeated
    for redemption in desk.every("/v1/redemptions") if purchase_id else ():
        if redemption.get("purchase_id") == purchase_id:
            return redemption
    return desk.post("/v1/redemptions", body(), stage.key(name))


def shown_code(stage, number, fact):
    """The family may always ask for the code of a purchase that is not over: it is derived, not kept."""
    return stage.parent(number).get(f"/v1/purchases/{stage.facts[fact]['id']}")["code"]


def typed(code):
    """As a person writes it: small letters and spaces."""
    plain = code.replace("-", "").lower()
    return " ".join(plain[i:i + 6] for i in range(0, len(plain), 6))


def all_of_them(stage):
    course, robotics, theatre = (ente_of(stage, s) for s in (COURSE, "laboratorio-robotica", "laboratorio-teatro"))
    ids = {fact: stage.facts[fact]["id"] for fact in ("main", "qr", "book")}
    redeemed = {
        "main": redeem(stage, course, "redeem-main", ids["main"], lambda: {"code": typed(shown_code(stage, 1, "main"))}),
        "qr": redeem(stage, robotics, "redeem-qr", ids["qr"], lambda: {"code": shown_code(stage, 3, "qr").replace("-", "")}),
        "book": redeem(stage, theatre, "redeem-book", ids["book"], lambda: {"code": shown_code(stage, 4, "book")}),
        "spending": redeem(stage, course, "redeem-spending", None,
                           lambda: {"code": stage.facts["spending"]["code"], "amount": stages.euro(3500)})}
    redeemed["book"] = await_book(stage, theatre, redeemed["book"]["id"])
    stage.facts["redeemed"] = redeemed
    for fact, number in (("main", 1), ("qr", 3), ("book", 4)):
        stage.facts[fact] = await_state(stage, number, ids[fact], "completed")


def await_book(stage, ente_slug, redemption_id):
    """Asking until the ente's own system approved; only then the capture."""
    def answered():
        redemption = stage.as_user(f"ente.{ente_slug}").get(f"/v1/redemptions/{redemption_id}")
        return redemption if redemption["state"] != "asking" else None
    return until(answered, f"redemption {redemption_id} is never answered")
