"""What two operations on one voucher, its purchase, its spending code and its settlement may lead to: every serial order of the
changes they are made of, by the rules that README files and openapi.yaml state. It knows no host.

An operation of the API is one change. What the courier does is a change of its own, that may fall between any others: it asks
the method about a payment (and hears the answer before it writes it down), or ends what nobody claimed.
"""
import copy

OVER = ("completed", "refused", "cancelled", "expired", "refunded")
REDEEMABLE = ("confirmed", "partly_redeemed")


class World:
    """Cents, and the words of the API. @param kind  of the purchase: "confirmed" (all of it by the voucher), "waiting" (for its direct
    part, at the till), "paid" there, or "owed" back (cancelled after that)."""

    def __init__(self, kind, left, price=1, allowance=10, amount=1, settlement=None, due=0):
        self.left, self.price, self.allowance, self.amount = left, price, allowance, amount
        self.spent, self.code_issue, self.bought = 0, 1, 0
        self.state = {"waiting": "reserving", "owed": "cancelled"}.get(kind, "confirmed")
        self.held = {"confirmed": [1, 1], "owed": [0, 0]}.get(kind, [1, 0])  # By line.
        self.redeemed, self.issue = [False, False], 1
        self.received, self.owed = kind in ("paid", "owed"), kind == "owed"
        self.asked = "waiting" if kind == "waiting" else "paid"  # What the cash desk knows.
        self.ended, self.receipt = kind != "waiting", "R-1" if self.received else ""
        self.over = self.late = self.lapsed = False  # The till's hour; the last day to claim.
        self.heard = None
        self.settlement, self.accredited, self.due = settlement, True, due

    def release(self):
        for line, cents in enumerate(self.held):
            self.left += 0 if self.redeemed[line] else cents

    def shown(self):
        """What can be seen from outside once nothing is under way."""
        return (self.state, self.received, self.owed, tuple(self.redeemed), None if self.state in OVER else self.issue, self.left, self.spent, self.code_issue,
                self.settlement, self.bought)


# ------------------------------------------------------------------------------------------------ the operations: "" is done
def hold(w):
    if not w.accredited or w.late:  # The services end with the day, too.
        return "not_sold"
    if w.left < w.price:
        return "quote_changed"
    w.left -= w.price
    w.bought += 1
    return ""


def spend(w):
    if w.code_issue != 1 or not w.accredited:
        return "not_found"
    if w.late:
        return "code_expired"
    if w.allowance - w.spent < w.amount or w.left < w.amount:
        return "beyond_code"
    w.left -= w.amount
    w.spent += w.amount
    w.due += w.amount
    return ""


def redeem(w, named=None):
    if w.issue != 1:
        return "not_found"
    if w.state not in REDEEMABLE:
        return "already_redeemed" if w.state == "completed" else "wrong_purchase_state"
    if named is not None and w.redeemed[named]:
        return "already_redeemed"
    lines = [named] if named is not None else [line for line in (0, 1) if not w.redeemed[line]]
    if w.late and any(w.held[line] for line in lines):
        return "claim_too_late"
    for line in lines:
        w.redeemed[line] = True
        w.due += w.held[line]
    w.state = "completed" if all(w.redeemed) else "partly_redeemed"
    return ""


def redeem_line(w):
    return redeem(w, 0)


def cancel(w):
    if w.state not in ("reserving", "confirmed") or (not w.ended and w.receipt):
        return "wrong_purchase_state"
    w.release()
    w.state, w.owed = "cancelled", w.received
    return ""


def reissue(w):
    if w.state in OVER:
        return "wrong_purchase_state"
    w.issue += 1
    return ""


def reissue_spending(w):
    if w.late:
        return "code_expired"
    w.code_issue += 1
    return ""


def receipt(w):
    if w.receipt:
        return ""  # The same number again.
    if w.ended:
        return "wrong_purchase_state"
    w.receipt = "R-1"
    return ""


def give_back(w):
    if not w.owed or w.state not in ("cancelled", "expired"):
        return "wrong_purchase_state"
    w.owed, w.state = False, "refunded"
    return ""


def approve(w):
    if w.settlement != "proposed":
        return "wrong_settlement_state"
    w.settlement = "approved"
    return ""


def call_off(w):
    if w.settlement != "proposed":
        return "wrong_settlement_state"
    w.settlement = "cancelled"
    w.due += 1
    return ""


def propose(w):
    if w.due == 0:
        return "nothing_due"
    w.due = 0
    return ""


def suspend(w):
    w.accredited = False
    return ""


def hour_passes(w):
    w.over = True


def day_passes(w):
    w.late = True


# --------------------------------------------------------------------------------------------------------------- the courier
def ask(w):
    """What the method says; nothing is written yet."""
    with_receipt = bool(w.receipt)
    if with_receipt and w.asked == "waiting":
        w.asked = "paid"
    elif not with_receipt and w.asked == "waiting":
        w.asked = "withdrawn"
    w.heard = (w.asked, with_receipt)


def hear(w):
    answer, with_receipt = w.heard
    w.heard = None
    if answer == "withdrawn" and w.receipt and not with_receipt:
        return  # The receipt came meanwhile: it is asked again.
    w.ended = True
    reserving = w.state == "reserving"
    if answer == "paid":
        w.received = True
        if reserving:
            w.state = "confirmed"
        else:
            w.owed = True
        return
    if reserving:
        w.release()
        w.state = "expired"
    if w.receipt:
        w.received = w.owed = True


def lapse(w):
    w.lapsed = True  # One that waits at the till is looked at an hour later again: not here.
    w.left += w.bought * w.price  # What was bought beside it ends with the same day.
    if w.state in REDEEMABLE:
        w.release()
        w.state = "expired"


def courier(w):
    """The changes it could make next."""
    if w.heard:
        return [hear]
    due = [ask] if not w.ended and (w.receipt or w.over or w.state != "reserving") else []
    return due + ([lapse] if w.late and not w.lapsed else [])


# ---------------------------------------------------------------------------------------------------------------- the orders
def outcomes(world, first, second):
    """{((answer, answer), what is shown)}: every end of the two, begun at once."""
    ends, seen = set(), set()

    def go_on(w, left, answers):
        state = (tuple(sorted((k, str(v)) for k, v in vars(w).items())), tuple(left), tuple(answers))
        if state in seen:
            return
        seen.add(state)
        for place in range(2):
            if left[place]:
                after = copy.deepcopy(w)
                said = list(answers)
                said[place] = left[place](after)
                go_on(after, [None if p == place else left[p] for p in range(2)], said)
        for change in courier(w):
            after = copy.deepcopy(w)
            change(after)
            go_on(after, left, answers)
        if not any(left) and not courier(w):
            ends.add((tuple(answers), w.shown()))
    go_on(world, [first, second], [None, None])
    return ends


def serial(world, first, second):
    """The one end of the second after the first and all that it led to."""
    def settle(w):
        while changes := courier(w):
            changes[0](w)
    answers = []
    for operation in (first, second):
        answers.append(operation(world))
        settle(world)
    return tuple(answers), world.shown()
