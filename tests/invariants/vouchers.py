"""I9 to I15: what a voucher may become, who may use it, and what a purchase may be."""
from invariants.asking import Writes, refusals, standing
from invariants.books import CAPTURE, CREDIT, OPEN, RECEIVED, RELEASE, SOURCE, VOUCHER
from invariants.ledger import AWARD, REDEMPTION, REFUND, SPENDING_CODE, first, post
from support.crowd import at_once

CANCELLED, COMPLETED = 6, 4  # purchases.state
A_VOUCHERS, A_CREDITS = 1, 4  # purchase_shares.kind


def I9_a_voucher_s_issue_is_spent_held_available_or_gone_back(city):
    city.proves("vouchers", "rows")
    city.catches("a voucher said to be of more than was issued", "rows", "the journal issued", lambda books: books.forge(
        f"UPDATE vouchers SET cents = cents + 1 WHERE account = {first(books, VOUCHER)}"))

    def given_back_twice(books):
        """More comes back to it than was ever spent of it: money that is of no issue."""
        _, _, voucher, payable, cents, *_ = books.posted(VOUCHER, REDEMPTION)
        spent = int(books.one(f"SELECT debits_posted FROM ledger_accounts WHERE no = {voucher}"))
        books.append(post(payable, voucher, spent + 1, REFUND))
    city.catches("a voucher given back more than was spent of it", "vouchers", "below zero", given_back_twice)


def I10_what_a_source_gives_stays_within_its_budget(city):
    city.proves("sources", "limits")

    def overdrawn(books):
        source = first(books, SOURCE)
        books.append(post(source, first(books, VOUCHER), books.left(source) + 1, AWARD))
    city.catches("an award of a cent more than the source has", "limits", "", overdrawn)
    city.catches("a source said to be of more than it was opened with", "rows", "opened it with", lambda books: books.forge(
        "UPDATE funding_sources SET cents = cents + 1"))


def I11_a_hold_ends_at_most_once_with_at_most_what_it_held(city):
    city.proves("holds")

    def twice(books):
        number, (_, code, debit, credit, cents, *_) = books.hold(is_open=False)
        books.append([RELEASE, code, debit, credit, cents, number, 0])
    city.catches("a hold that ends a second time", "holds", "", twice)

    def too_much(books):
        number, (_, code, debit, credit, cents, *_) = books.hold(is_open=True)
        books.append([CAPTURE, code, debit, credit, cents + 1, number, 0])
    city.catches("a capture of a cent more than was held", "holds", "", too_much)


def refused_uses(cast, code):
    """A child of another family, another family's voucher, an ente that the code is not for."""
    writes, scene = Writes(cast), cast.scene
    theirs = next(i["id"] for i in scene.parents[1].get("/v1/wallet")["items"] if i["kind"] == "voucher")
    line = scene.quote_body(0)["lines"][0]
    at_another = writes.asked("invariant-12-ente", {"code": code, "amount": {"amount": "0.01", "currency": "EUR"}}, "/v1/redemptions")
    at_another.token = cast.clients["ente"].token
    return [writes.asked("invariant-12-child", {"lines": [line | {"beneficiary_id": scene.children[1]}]}, "/v1/quotes"),
            writes.asked("invariant-12-voucher", {"lines": [line | {"pay_with": theirs}]}, "/v1/quotes"), at_another]


def I12_a_voucher_pays_for_its_child_at_its_enti_in_its_time(city):
    with city.running() as cast:
        for client in (cast.scene.parents[1], cast.clients["ente"]):
            client.log_in()
        asked = refused_uses(cast, city.code)
        before = standing(city.database())
        at_once([city.house.url], asked)
        city.check("another's child, another's voucher, another ente: refused, and nothing is left of it",
                   refusals(asked) == ["invalid_value", "instrument_not_offered", "not_found"] and standing(city.database()) == before,
                   refusals(asked))
    city.proves("purchases", "allowances")
    city.catches("another family's voucher", "purchases", "no voucher of the child", lambda books: books.forge(
        "UPDATE purchase_shares SET instrument = (SELECT v.id FROM vouchers v WHERE v.id <> purchase_shares.instrument LIMIT 1) "
        f"WHERE kind = {A_VOUCHERS}"))
    city.catches("a purchase after the last day to buy", "purchases", "to buy with", lambda books: books.forge(
        "UPDATE programmes SET buy_by = '2000-01-01'"))

    def beyond_the_code(books):
        """Paid with a spending code whose allowance was not asked."""
        _, _, voucher, payable, *_ = books.posted(VOUCHER, REDEMPTION)
        books.append(post(voucher, payable, 1, SPENDING_CODE))
    city.catches("a payment by spending code that no allowance allows", "allowances", "allow", beyond_the_code)


def I13_a_voucher_never_becomes_cash_nor_freer_money(city):
    city.proves("sources")

    def cashed(books):
        """Into what an ente received directly: from there it would be anybody's."""
        received = max(t[2] for e in books.entries() for t in e.transfers if t[0] == OPEN) + 1
        books.append([OPEN, RECEIVED, received, 0, 0, 0, 0], post(first(books, VOUCHER), received, 1, REFUND))
    city.catches("a voucher paid out as direct money", "sources", "no path leads", cashed)
    city.catches("a voucher turned into an employer's credit", "sources", "no path leads", lambda books: books.append(
        post(first(books, VOUCHER), first(books, CREDIT), 1, REFUND)))
    city.catches("a voucher's money owed by an employer", "sources", "mixes", lambda books: books.append(
        post(first(books, VOUCHER), books.posted(CREDIT)[3], 1, REDEMPTION)))


def I14_shares_make_the_price_and_nobody_tops_up_a_credit(city):
    city.proves("purchases")
    city.catches("a price of a cent more than was paid", "purchases", "its shares make", lambda books: books.forge(
        "UPDATE purchase_lines SET price_cents = price_cents + 1"))
    city.catches("a credit that pays a part of its line", "purchases", "a credit pays", lambda books: books.forge(
        f"UPDATE purchase_shares SET cents = cents - 1 WHERE kind = {A_CREDITS}"))


def I15_a_purchase_s_state_is_one_that_its_lines_and_holds_allow(city):
    city.proves("purchases")
    redeemed = "SELECT purchase FROM purchase_lines WHERE redeemed = 1"
    city.catches("cancelled, while its hold is open", "purchases", "is still open", lambda books: books.forge(
        f"UPDATE purchases SET state = {CANCELLED} WHERE state = 2 AND id NOT IN ({redeemed})"))
    city.catches("completed, with nothing redeemed", "purchases", "lines redeemed", lambda books: books.forge(
        f"UPDATE purchases SET state = {COMPLETED} WHERE state = 2"))
    city.catches("cancelled after it was redeemed", "purchases", "lines redeemed", lambda books: books.forge(
        f"UPDATE purchases SET state = {CANCELLED} WHERE id IN ({redeemed})"))
