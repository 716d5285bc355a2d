"""Bad input: each kind gets exactly one clear error that names the place and the remedy, and changes nothing."""
import copy
import json

from story import applying, buying, city, employer, play, table
from story.stage import euro


class Try:
    """One bad request. `name`: the refusals that fit; `pointer`: what must be named, "" where nothing smaller is wrong."""

    def __init__(self, what, client, path, body, names, pointer="", content="application/json"):
        self.what, self.client, self.path, self.names, self.pointer, self.content = what, client, path, names.split(), pointer, content
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()


def judge(one, number):
    """Sends it, and says what is wrong with the answer; "" for nothing."""
    status, body = one.client.answered("POST", one.path, one.body, f"milano-bad-{number:012d}", one.content)
    problem = json.loads(body) if body.startswith(b"{") else {}
    errors = problem.get("errors", [])
    said = f"{status} {problem.get('name')} [{errors[0].get('pointer') if errors else ''}] {errors[0].get('detail') if errors else ''}"
    why = ("not refused" if not 400 <= status < 500 else
           "another refusal than " + " or ".join(one.names) if problem.get("name") not in one.names else
           f"{len(errors)} errors, not one" if len(errors) > 1 or (one.pointer and len(errors) != 1) else
           f"it does not name {one.pointer}" if one.pointer and one.pointer not in errors[0]["pointer"] else
           "no remedy" if not problem.get("remedy") else "")
    return said, why


def run(stage, out):
    quiet = stage.say.quiet
    stage.say.quiet = True
    play.play(stage, play.PREPARE)
    stage.say.quiet = quiet
    before = head(stage)
    tried = []
    for number, one in enumerate(everything(stage)):
        said, why = judge(one, number)
        tried.append({"what": one.what, "said": said, "why": why, "holds": not why})
    tried += rows(stage)
    after = head(stage)
    tried.append({"what": "nothing changed", "said": f"ledger and lists as before, seq {before[0]}", "holds": before == after,
                  "why": "" if before == after else f"{before} became {after}"})
    if quiet:
        print(json.dumps({"tried": tried}), file=out)
    else:
        for one in tried:
            print(f"  {'refused' if one['holds'] else 'BROKEN '}  {one['what']}: {one['said']}" + (f" ({one['why']})" if one["why"] else ""), file=out)
    return 0 if all(one["holds"] for one in tried) else 1


def head(stage):
    """What would show that something was written: the ledger's place and hash, and how many of everything there are."""
    auditor, manager, parent = stage.staff("auditor"), stage.staff("city_manager"), stage.parent(8)
    ledger = auditor.get("/v1/ledger/head")
    return (ledger["seq"], ledger["hash"], len(list(manager.every("/v1/programmes"))), len(list(stage.public.every("/v1/services"))),
            len(list(manager.every(f"/v1/programmes/{stage.facts['programme']}/applications"))),
            len(list(stage.as_user(employer.USERNAME).every("/v1/plans"))), len(parent.get("/v1/children")["items"]),
            len(list(parent.every("/v1/purchases"))), len(list(parent.every("/v1/applications"))))


def everything(stage):
    yield from shapes(stage)
    yield from people(stage)
    yield from calls(stage)
    yield from money(stage)


def shapes(stage):
    manager, parent = stage.staff("city_manager"), stage.parent(8)
    yield Try("JSON cut off", parent, "/v1/quotes", b'{"lines": [{"service_id": ', "malformed")
    yield Try("JSON with a name twice", parent, "/v1/quotes", b'{"lines": [], "lines": []}', "malformed")
    yield Try("an unknown member", parent, "/v1/quotes", quoted(stage) | {"discount": True}, "unknown_member", "/discount")
    yield Try("a missing member", parent, "/v1/quotes", {}, "missing_member", "/lines")
    yield Try("no content type that is read", manager, "/v1/programmes", b"slug=wish", "wrong_media_type", content="text/plain")
    yield Try("an unknown id", parent, "/v1/quotes", {"lines": [{"service_id": "nuoto", "beneficiary_id": child(stage)}]}, "invalid_value", "/lines/0/service_id")


def child(stage):
    return stage.parent(8).get("/v1/children")["items"][0]["id"]


def quoted(stage, **line):
    return {"lines": [{"service_id": stage.facts["services"][buying.COURSE]["id"], "beneficiary_id": child(stage)} | line]}


def people(stage):
    family, parent = stage.family(8), stage.parent(8)
    someone = applying.person(family["children"][0]) | {"given_name": "Nessuno"}
    code = someone["tax_code"]
    wrong = code[:15] + ("A" if code[15] != "A" else "B")
    yield Try("a tax code with a wrong check letter", parent, "/v1/children", someone | {"tax_code": wrong}, "tax_code_invalid invalid_value", "/tax_code")
    yield Try("a tax code of another birth date", parent, "/v1/children", someone | {"birth_date": "2015-01-01", "tax_code": code},
              "birth_date_differs tax_code_differs invalid_value", "/birth_date")
    yield Try("a day that does not exist", parent, "/v1/children", someone | {"birth_date": "2015-02-30"}, "invalid_value", "/birth_date")
    application = {"programme_id": stage.facts["programme"], "children": [child(stage)], "bracket": "B3",
                   "isee_protocol": "INPS-ISEE-2026-1234567A-00", "declaration": True}
    yield Try("a protocol number of another form", parent, "/v1/applications", application, "protocol_invalid", "/isee_protocol")
    bank = employer.body() | {"iban": "IT60X0542811101000000123457", "tax_id": "12345678903"}
    yield Try("an IBAN with wrong check digits", stage.staff("city_manager"), "/v1/employers", bank, "invalid_value iban_invalid", "/iban")
    bank = employer.body() | {"tax_id": "12345678901"}
    yield Try("a tax id with a wrong check digit", stage.staff("city_manager"), "/v1/employers", bank, "invalid_value tax_id_invalid", "/tax_id")


def calls(stage):
    manager = stage.staff("city_manager")
    whole = stage.facts["call"] | {"slug": "altro-avviso"}

    def call(change):
        other = copy.deepcopy(whole)
        change(other)
        return other

    def overlap(c):
        c["brackets"][1]["from"] = c["brackets"][0]["to"]

    def gap(c):
        c["brackets"][1]["from"]["amount"] = "9999.99"

    def poor(c):
        c["sources"][1]["amount"] = euro(5000)

    def late(c):
        c["buy_by"] = c["apply_from"]
    yield Try("a call with overlapping brackets", manager, "/v1/programmes", call(overlap), "call_brackets_wrong", "/brackets/1")
    yield Try("a call with a gap between brackets", manager, "/v1/programmes", call(gap), "call_brackets_wrong", "/brackets/1")
    yield Try("a call with a source below its awards", manager, "/v1/programmes", call(poor), "call_source_too_small", "/sources/1")
    yield Try("a call with dates out of order", manager, "/v1/programmes", call(late), "call_dates_wrong", "/buy_by")
    yield Try("a call with an unknown member", manager, "/v1/programmes", whole | {"lottery": "yes"}, "unknown_member invalid_value", "/lottery")


def money(stage):
    parent, office = stage.parent(1), stage.as_user(employer.USERNAME)
    for what, amount in (("an amount as a number with a fraction", 10.5), ("an amount with a comma", "10,50"), ("an amount of one decimal", "10.5"),
                         ("a negative amount", "-10.00"), ("an amount with a thousands separator", "1.000,00")):
        plan = {"name": "Piano", "year": int(stage.day(0)[:4]), "amount": {"amount": amount, "currency": "EUR"}}
        yield Try(what, office, "/v1/plans", plan, "invalid_amount invalid_value malformed", "" if isinstance(amount, float) else "/amount")
    yield Try("another currency", office, "/v1/plans", {"name": "Piano", "year": 2026, "amount": {"amount": "10.00", "currency": "USD"}},
              "invalid_amount invalid_value", "/amount/currency")
    credit = next(i["id"] for i in parent.get("/v1/wallet")["items"] if i["kind"] == "welfare_credit")
    mine = parent.get("/v1/children")["items"][0]["id"]
    line = {"service_id": stage.facts["services"][buying.COURSE]["id"], "beneficiary_id": mine, "pay_with": credit}
    yield Try("a credit asked to cover part of a line", parent, "/v1/quotes", {"lines": [line]}, "credit_covers_part", "/lines/0/pay_with")
    yield Try("a quote nobody gave", parent, "/v1/purchases", {"quote": "q1.forged"}, "quote_invalid", "/quote")
    desk = stage.as_user(f"ente.{buying.ente_of(stage, buying.COURSE)}")
    yield Try("a code with a wrong letter", desk, "/v1/redemptions", {"code": "K7MX2P-9QRT4W-CDE3HJ"}, "code_mistyped", "/code")


def rows(stage):
    """Files: one that is no table is refused whole, one with bad rows says so row by row; neither writes."""
    office, plan = stage.as_user(employer.USERNAME), stage.facts["plan"]
    path = f"/v1/imports?kind=credits&plan={plan}"
    good = employer.employees(stage)[-1]
    tries = [Try("CSV with an unknown column", office, path, table.credits([good]).replace(b"amount", b"importo"), "import_header_wrong missing_member unknown_member", content="text/csv"),
             Try("CSV with a quote never closed", office, path, table.credits([good]) + b'"' + b"x;" * 5, "malformed import_malformed csv_malformed", content="text/csv")]
    told = []
    for number, one in enumerate(tries, 900):
        said, why = judge(one, number)
        told.append({"what": one.what, "said": said, "why": why, "holds": not why})
    bad = [good | {"amount": "12,50"}, good | {"tax_code": good["tax_code"][:15] + "?"}, good | {"amount": "1e2"}]
    preview = office.post(path, table.credits(bad), "milano-bad-rows-of-credits", "text/csv")
    lines = [(row["line"], row["column"]) for row in preview["rows_refused"]]
    told.append({"what": "CSV rows with an amount with a comma, a wrong tax code, an amount in words of machines",
                 "said": "; ".join(f"line {line} {column}" for line, column in lines), "why": "" if preview["accepted"] == 0 else "accepted",
                 "holds": lines == [(2, "amount"), (3, "tax_code"), (4, "amount")]})
    office.ask("DELETE", f"/v1/imports/{preview['id']}")
    return told
