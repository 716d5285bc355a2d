"""The proof: each claim of the story with its figures, as the host says them and as they come out when recomputed here."""
import hashlib
import os
import pathlib
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from story import city, employer, journal
from story import stage as stages
from story.awarding import ACT_NUMBER
from story.city import ROOT

PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


class Proof:
    """Collects claims; `lines` for eyes, `claims` for programs."""

    def __init__(self, stage):
        self.stage, self.claims, self.left_out = stage, [], []
        self.ndjson = journal.download(stage.staff("auditor"))
        self.ledger = journal.Journal(self.ndjson)

    def claim(self, name, said, recomputed, words):
        self.claims.append({"claim": name, "said": said, "recomputed": recomputed, "holds": said == recomputed, "words": words})

    def prove(self):
        for part in (families_arrived, ranked_and_awarded, by_source, main_purchase, given_back, redeemed, the_family_is_told,
                     settled, public_money, bank_files, ledger_is_sound, audited):
            part(self)

    def document(self):
        trace = self.stage.trace
        return {"claims": self.claims, "left_out": self.left_out, "seq": self.ledger.seq, "chain": self.ledger.hash.hex(),
                "keys": trace.sent, "replayed": trace.replayed}

    def holds(self):
        return all(c["holds"] for c in self.claims)

    def print(self, out):
        print("\nPROOF", file=out)
        for c in self.claims:
            mark = "proven" if c["holds"] else "BROKEN"
            print(f"  {mark}  {c['words']}" + ("" if c["holds"] else f"\n          the host says {c['said']}, recomputed {c['recomputed']}"),
                  file=out)
        for what in self.left_out:
            print(f"  left out: {what}", file=out)
        proven = sum(c["holds"] for c in self.claims)
        print(f"  {proven} of {len(self.claims)} claims proven at seq {self.ledger.seq}, chain {self.ledger.hash.hex()[:16]}", file=out)
        trace = self.stage.trace
        print(f"  {trace.sent} keys sent, {trace.replayed} of them answered from before this run"
              + (": nothing changed" if trace.head == self.ledger.seq else f"; seq {trace.head} became {self.ledger.seq}"), file=out)


def euros(cents):
    return f"{cents // 100:,}.{cents % 100:02d} EUR"


def families_arrived(p):
    given = p.stage.facts["import"]
    said = {line: True for line in given["said"]}
    p.claim("import", [given["preview"]["accepted"], sorted(said)],
            [given["rows"] - len(given["expected"]), sorted(given["expected"])],
            f"{given['rows']} rows in the file: {len(given['expected'])} refused, each named by its line, and nothing written before confirmation")


def applications(stage):
    programme = stage.facts["programme"]
    return list(stage.staff("city_manager").every(f"/v1/programmes/{programme}/applications"))


def draw(applications, order, seed):
    """The rule as it is published: bracket, then SHA-256 of seed and id."""
    return sorted(applications, key=lambda a: (order[a["bracket"]], hashlib.sha256((seed + a["id"]).encode()).digest()))


def awards(ranked, amounts, sources):
    """Down the ranking, each whole from the first source that carries it; it stops at the first that none can."""
    left, given = [cents for _, cents in sources], {}
    for application in ranked:
        price = amounts[application["bracket"]]
        source = next((i for i, cents in enumerate(left) if cents >= price), None)
        if source is None:
            break
        left[source] -= price
        given[application["id"]] = (sources[source][0], price)
    return given, {code: rest for (code, _), rest in zip(sources, left)}


def expected_applications(stage):
    refused = stage.facts["import"]["expected"]
    line, accepted = 1, 0
    themselves = stage.facts["themselves"]
    for family in stage.families:
        if family["number"] in themselves:
            accepted += len(family["children"])
            continue
        for _ in family["children"]:
            line += 1
            accepted += line not in refused
    return accepted


def ranked_and_awarded(p):
    stage, call = p.stage, p.stage.facts["call"]
    everyone = applications(stage)
    p.claim("applications", len(everyone), expected_applications(stage),
            f"{len(everyone)} children of {stage.count} families stand in the call, {stage.facts['by_api']} families by themselves")
    ranked = draw(everyone, {b["code"]: i for i, b in enumerate(call["brackets"])}, stage.facts["seed"])
    programme = stage.facts["programme"]
    published = sorted(stage.staff("city_manager").every(f"/v1/programmes/{programme}/ranking"), key=lambda r: r["place"])
    p.claim("ranking", [r["application_id"] for r in published], [a["id"] for a in ranked],
            f"the ranking of {len(ranked)} is the published rule with seed {stage.facts['seed']}: bracket, then SHA-256")
    amounts = {b["code"]: stages.cents(b["amount"]) for b in call["brackets"]}
    sources = [(s["code"], stages.cents(s["amount"])) for s in call["sources"]]
    given, left = awards(ranked, amounts, sources)
    p.claim("awards", sorted(r["application_id"] for r in published if r["state"] == "awarded"), sorted(given),
            f"{len(given)} vouchers awarded by act {ACT_NUMBER}, {len(ranked) - len(given)} children wait")
    p.given, p.left, p.sources = given, left, dict(sources)


def by_source(p):
    budget = p.stage.staff("accountant").get(f"/v1/programmes/{p.stage.facts['programme']}/budget")["sources"]
    said = {s["code"]: [stages.cents(s["awarded"]), stages.cents(s["left"])] for s in budget}
    recomputed = {code: [sum(price for source, price in p.given.values() if source == code), p.left[code]] for code in p.sources}
    words = "; ".join(f"{code} {euros(awarded)} awarded, {euros(left)} left" for code, (awarded, left) in recomputed.items())
    p.claim("sources", said, recomputed, f"every voucher whole from one source: {words}")
    awarded = sum(a for a, _ in recomputed.values())
    p.claim("issued", p.ledger.moved("source", "voucher", "award"), awarded, f"the ledger moved {euros(awarded)} from sources to vouchers")


def shares(purchase):
    """[(line, who pays, cents)] as the host says it."""
    return sorted((place, share["kind"], share["paid_by"], stages.cents(share["amount"]))
                  for place, line in enumerate(purchase["lines"]) for share in line["shares"])


def main_purchase(p):
    p.claim("purchase", shares(p.stage.facts["main"]),
            [(0, "direct", "family", 1000), (0, "voucher", "city", 20000), (1, "welfare_credit", "employer", 3000)],
            "240.00 EUR in two lines: the course 210 = 200 voucher + 10 direct, the registration 30 = the credit, whole")


def wallet(stage, number, kind):
    return sum(stages.cents(i["left"]) for i in stage.parent(number).get("/v1/wallet")["items"] if i["kind"] == kind)


def face(p, number):
    """What a family's vouchers were worth, by the bracket it declared."""
    amounts = {b["code"]: stages.cents(b["amount"]) for b in p.stage.facts["call"]["brackets"]}
    family = p.stage.family(number)
    return amounts[f"B{family['bracket']}"] * len(family["children"])


def given_back(p):
    states = [p.stage.facts[name]["state"] for name in ("unpaid", "cancelled")]
    p.claim("released", states + [wallet(p.stage, n, "voucher") for n in (6, 7)],
            ["expired", "cancelled", face(p, 6), face(p, 7)], "what was not paid in time and what was given up left every voucher as it was")


def redeemed(p):
    stage, redemptions = p.stage, p.stage.facts["redeemed"]
    p.claim("redeemed", sorted((name, r["state"], stages.cents(r["total"])) for name, r in redemptions.items()),
            sorted([("main", "done", 24000), ("spending", "done", 3500),
                    *((n, "done", stages.cents(stage.facts[n]["total"])) for n in ("qr", "book"))]),
            "four redemptions: typed, by QR, through the register book, with a spending code")
    reference = redemptions["book"].get("provider_ref", "")
    p.claim("provider", reference[:3], "RB-", f"the ente's own register book approved before the capture: {reference}")
    p.claim("privacy", sorted({key for r in redemptions.values() for key in r} & {"left", "face", "bracket", "voucher", "amount_left", "instrument_id"}), [],
            "the ente saw the share of this purchase by debtor, never a voucher's face value or what is left")


def the_family_is_told(p):
    kinds = {n["kind"] for n in p.stage.parent(1).every("/v1/notices")}
    wanted = {"application_received", "voucher_awarded", "credit_received", "purchase_confirmed", "redeemed"}
    p.claim("notices", sorted(wanted & kinds), sorted(wanted), "the family was told of its award, its credit, its purchase and its redemption")


def paid_lines(p):
    """[(redemption, who pays, cents)] as the enti read it: an employer sees sums only, never who redeemed what."""
    ours = {p.stage.facts[name]["id"] for name in ("city", "employer-settlement")}
    for slug in sorted(city.ENTI):
        desk = p.stage.as_user(f"ente.{slug}")
        for statement in desk.every("/v1/statements"):
            if statement["settlement_id"] in ours:
                for line in desk.get(f"/v1/statements/{statement['id']}")["lines"]:
                    yield line["redemption_id"], statement["debtor"], stages.cents(line["amount"])


def settled(p):
    stage, lines = p.stage, list(paid_lines(p))
    totals = {"city": stages.cents(stage.facts["city"]["settlement"]["total"]),
              "employer": stages.cents(stage.facts["employer-settlement"]["settlement"]["total"])}
    statements = stage.facts["city"]["statements"] + stage.facts["employer-settlement"]["statements"]
    p.claim("settlements", totals, {who: sum(stages.cents(s["amount"]) for s in statements if s["debtor"] == who) for who in totals},
            f"by debtor: the city pays {euros(totals['city'])} and the employer {euros(totals['employer'])}: the sums of {len(statements)} statements")
    owed = sorted((r["id"], share["paid_by"], stages.cents(share["amount"])) for r in stage.facts["redeemed"].values()
                  for share in r["shares"] if share["paid_by"] != "family")
    mine = {r["id"] for r in stage.facts["redeemed"].values()}
    p.claim("once", sorted(line for line in lines if line[0] in mine), owed,
            f"each of the {len(owed)} shares that redemptions made due is in exactly one payout, as the enti read it")
    p.claim("twice", stage.facts["nothing_left"], "nothing_due", "a second settlement finds nothing that is due")
    offices = stage.as_user(employer.USERNAME).every("/v1/settlements")
    approved = [s for s in [*stage.staff("accountant").every("/v1/settlements"), *offices] if s["state"] == "approved"]
    p.claim("paid", sum(stages.cents(s["total"]) for s in approved), p.ledger.moved("payable", "paid", "payout"),
            "the ledger moved from payable to paid what approved settlements say, to the cent")
    p.claim("direct", [stage.facts["main"]["direct_received"], stage.facts["main"]["direct_owed_back"]],
            [p.ledger.moved("clearing", "received", "direct") >= 1000, False],
            "the family's 10.00 EUR are with the ente: recorded through the clearing account, owed by nobody")


def public_money(p):
    """Source by source: what is where, and the whole of it against the ledger."""
    sources = p.stage.staff("accountant").get(f"/v1/programmes/{p.stage.facts['programme']}/budget")["sources"]
    said = {name: sum(stages.cents(s[name]) for s in sources) for name in ("held", "available", "captured", "left")}
    ledger = p.ledger
    held, spent = ledger.total("voucher", lambda a: a.debits_held), ledger.total("voucher", lambda a: a.debits)
    left = ledger.total("source", lambda a: a.credits - a.debits)
    given = ledger.total("voucher", lambda a: a.credits)
    p.claim("public-money", [said["captured"], said["held"], said["available"], said["left"], sum(p.sources.values())],
            [spent, held, given - spent - held, left, given + left],
            f"every public euro is in one place: {euros(spent)} redeemed, {euros(held)} held, {euros(given - spent - held)} to spend, "
            f"{euros(left)} in the sources: {euros(given + left)}")


def bank_files(p):
    for name, words in (("city", "the city's paying agent"), ("employer-settlement", "the employer")):
        made = p.stage.facts[name]
        root = xml.fromstring(made["file"])
        head = root.find(f"{PAIN}CstmrCdtTrfInitn/{PAIN}GrpHdr")
        amounts = [xml_cents(a.text) for a in root.iter(f"{PAIN}InstdAmt")]
        statements = [stages.cents(row["amount"]) for row in made["statements"]]
        total = stages.cents(made["settlement"]["total"])
        p.claim(f"file-{name}", [xml_cents(head.find(f"{PAIN}CtrlSum").text), int(head.find(f"{PAIN}NbOfTxs").text), sum(statements)],
                [sum(amounts), len(amounts), total],
                f"pain.001.001.09 of {words}: {len(amounts)} payments, CtrlSum {euros(sum(amounts))} = statements = settlement")
        schema = pathlib.Path(os.environ.get("BUONO_PAIN_XSD") or next(iter((ROOT / "schemas").rglob("pain.001.001.09.xsd")), "absent"))
        if not schema.exists():
            p.left_out.append(f"the file of {words} was not held against pain.001.001.09.xsd: name the file in BUONO_PAIN_XSD")
        else:
            p.claim(f"valid-{name}", *[validity(schema, made["file"]), ""], f"the file of {words} is valid against {schema.name}")


def xml_cents(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def validity(schema, data):
    """"" where xmllint finds it valid."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(["xmllint", "--noout", "--schema", schema, file.name], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr[-300:]


def ledger_is_sound(p):
    ledger = p.ledger
    p.claim("chain", ledger.faults, [], f"{ledger.seq} entries: chain intact, time never back, no account past its limit, {len(ledger.accounts)} accounts")
    head = p.stage.staff("auditor").get("/v1/ledger/head")
    p.claim("head", [head["seq"], head["hash"]], [ledger.seq, ledger.hash.hex()], "the head the host names is the head of the chain recomputed here")
    looked_at = [no for no, a in ledger.accounts.items() if a.kind != journal.KINDS["voucher"]][:100]
    looked_at += [no for no, a in ledger.accounts.items() if a.kind == journal.KINDS["voucher"] and a.debits][:20]
    said = {no: totals(p.stage.staff("auditor").get(f"/v1/ledger/accounts/{no}")) for no in looked_at}
    p.claim("balances", said, {no: [a.debits, a.debits_held, a.credits, a.credits_held] for no in looked_at for a in [ledger.accounts[no]]},
            f"{len(looked_at)} stored balances are the sums of their postings")


def totals(account):
    return [account[f"{name}_cents"] for name in ("debits_posted", "debits_held", "credits_posted", "credits_held")]


def audited(p):
    """buono-audit, which shares no code with the host, on the same export."""
    program = ROOT / "build/release/bin/buono-audit"
    if not program.exists():
        p.left_out.append(f"{program.relative_to(ROOT)} is not built")
        return
    with tempfile.NamedTemporaryFile(suffix=".ndjson") as file:
        file.write(p.ndjson.encode())
        file.flush()
        done = subprocess.run([program, file.name], capture_output=True, text=True, check=False)
    words = (done.stdout + done.stderr).strip().splitlines()
    p.claim("audit", done.returncode, 0, f"buono-audit of the export: exit {done.returncode}: {words[-1] if words else ''}")
