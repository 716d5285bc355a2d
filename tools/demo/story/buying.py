"""Step 6: families ask for quotes and buy; what is direct is paid at the ente's own till.

A quote cannot be repeated, its token is new each time: a purchase that stands is read, not made again.
"""
import time

from story import stage as stages

METHOD = "cash_desk"
WAIT_SECONDS = 60  # For the courier, which works behind the answers.
COURSE, REGISTRATION = "corso-nuoto", "iscrizione-nuoto"


def purchased(stage, number, slugs):
    """The family's purchase of exactly these services, if it stands."""
    wanted = sorted(stage.facts["services"][slug]["id"] for slug in slugs)
    for purchase in stage.parent(number).every("/v1/purchases"):
        if sorted(line["service_id"] for line in purchase["lines"]) == wanted:
            return purchase
    return None


def quote(stage, number, slugs):
    parent = stage.parent(number)
    child = parent.get("/v1/children")["items"][0]["id"]
    lines = [{"service_id": stage.facts["services"][slug]["id"], "beneficiary_id": child} for slug in slugs]
    return parent.post("/v1/quotes", {"lines": lines})


def buy(stage, name, number, slugs):
    """Answers the purchase as it stands, and the quote it was made from where it was made now."""
    repeated = stage.parent(number).repeat(stage.key(name))
    standing = repeated or purchased(stage, number, slugs)
    if standing:
        return standing, None
    offer = quote(stage, number, slugs)
    body = {"quote": offer["token"]} | ({"method": METHOD} if stages.cents(offer["direct"]) else {})
    return stage.parent(number).post("/v1/purchases", body, stage.key(name)), offer


def await_state(stage, number, purchase_id, *states):
    def reached():
        purchase = stage.parent(number).get(f"/v1/purchases/{purchase_id}")
        return purchase if purchase["state"] in states else None
    return until(reached, f"purchase {purchase_id} is never {' or '.join(states)}")


def await_till(stage, number, purchase_id):
    """The method has answered: the money is to be paid at the till."""
    until(lambda: stage.parent(number).get(f"/v1/purchases/{purchase_id}").get("payment", {}).get("progress") == "pay_at_till",
          f"purchase {purchase_id} is never to be paid at the till")


def until(holds, otherwise):
    """What the courier does is seen when it is done; waiting is bounded and never assumed to be enough."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.02)


def pay_at_till(stage, ente_slug, purchase, receipt, name):
    """The ente's operator finds the payment in the till's list and states its receipt."""
    desk = stage.as_user(f"ente.{ente_slug}")
    if desk.repeat(stage.key(name)):
        return
    waiting = until(lambda: [o for o in desk.get("/v1/till")["items"] if o["purchase_id"] == purchase["id"]],
                    f"purchase {purchase['id']} never came to the till of {ente_slug}")
    desk.post(f"/v1/till/{waiting[0]['id']}/receipts", {"receipt_number": receipt}, stage.key(name))


def main_purchase(stage):
    """240 EUR in two lines: the voucher's 200 and 10 at the till on the course, the credit whole on the registration."""
    purchase, offer = buy(stage, "purchase-main", 1, [COURSE, REGISTRATION])
    stage.facts["quote"] = offer
    if stage.parent(1).get(f"/v1/purchases/{purchase['id']}")["state"] == "reserving":
        pay_at_till(stage, ente_of(stage, COURSE), purchase, f"RIC-{stage.seed}-001", "receipt-main")
    stage.facts["main"] = await_state(stage, 1, purchase["id"], "confirmed", "partly_redeemed", "completed")
    stage.say.note(f"purchase {purchase['id']}: {stage.facts['main']['state']}")


def ente_of(stage, service_slug):
    return stage.facts["services"][service_slug]["ente"]["slug"]


def never_paid(stage):
    """Nobody comes to the till by the stated hour: the payment is voided and everything held is released."""
    purchase, _ = buy(stage, "purchase-unpaid", 6, [COURSE])
    if stage.parent(6).get(f"/v1/purchases/{purchase['id']}")["state"] == "reserving":
        await_till(stage, 6, purchase["id"])
        stage.pass_until(purchase["payment"]["pay_by"])
    stage.facts["unpaid"] = await_state(stage, 6, purchase["id"], "expired")


def cancelled(stage):
    purchase, _ = buy(stage, "purchase-cancelled", 7, [COURSE])
    stage.parent(7).post(f"/v1/purchases/{purchase['id']}/cancellations", {}, stage.key("cancellation"))
    stage.facts["cancelled"] = await_state(stage, 7, purchase["id"], "cancelled")


def other_purchases(stage):
    """One paid by the voucher alone, and one at an ente whose own register book must approve."""
    for name, number, slug in (("qr", 3, "laboratorio-robotica"), ("book", 4, "laboratorio-teatro")):
        purchase, _ = buy(stage, f"purchase-{name}", number, [slug])
        stage.facts[name] = await_state(stage, number, purchase["id"], "confirmed", "partly_redeemed", "completed")


def spending_code(stage):
    """A permission without a purchase: this child's voucher, this ente, up to this much."""
    parent = stage.parent(5)
    voucher = next(i for i in parent.get("/v1/wallet")["items"] if i["kind"] == "voucher")
    ente = stage.facts["enti"][ente_of(stage, COURSE)]
    stage.facts["spending"] = parent.post("/v1/spending-codes", {"instrument_id": voucher["id"], "amount": stages.euro(5000),
                                                                 "ente_id": ente["id"]}, stage.key("spending-code"))
