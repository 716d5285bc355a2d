"""Makes families that do not exist: valid tax codes of a birth place no town has, from one seed.

The same seed gives the same families for ever. Brackets are drawn so that both funding sources of the
tenth-scale call are used and families are left waiting: 5 % first, 8 % second, 13 % third, the rest fourth.
"""
import datetime
import json
import pathlib
import random
import unicodedata

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
MONTHS = "ABCDEHLMPRST"
ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16,
                10, 22, 25, 24, 23]))
EVEN = {c: i for i, c in enumerate("0123456789")} | {c: i for i, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
OMOCODIA = dict(zip("0123456789", "LMNPQRSTUV"))
OMOCODIA_PLACES = (14, 13, 12, 10, 9, 7, 6)
BRACKET_WEIGHTS = (5, 8, 13, 74)
ACTORS = {1: 3, 2: 3, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3}  # Number of the family: its bracket.


def letters(text):
    plain = unicodedata.normalize("NFD", text.upper())
    return [c for c in plain if "A" <= c <= "Z"]


def three(text, given):
    consonants = [c for c in letters(text) if c not in "AEIOU"]
    vowels = [c for c in letters(text) if c in "AEIOU"]
    if given and len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return "".join((consonants + vowels + ["X"] * 3)[:3])


def check_letter(fifteen):
    total = sum((ODD if i % 2 == 0 else EVEN)[c] for i, c in enumerate(fifteen))
    return chr(ord("A") + total % 26)


def tax_code(person, place, omocodia=0):
    """The code as the State would form it; `omocodia` digits from the right become letters."""
    day = person["birth_date"].day + (40 if person["female"] else 0)
    code = list(f"{three(person['family_name'], False)}{three(person['given_name'], True)}"
                f"{person['birth_date'].year % 100:02d}{MONTHS[person['birth_date'].month - 1]}{day:02d}{place}")
    for at in OMOCODIA_PLACES[:omocodia]:
        code[at] = OMOCODIA[code[at]]
    return "".join(code) + check_letter(code)


class Generator:
    def __init__(self, seed, today):
        self.random = random.Random(seed)
        self.today = today
        self.names = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
        self.given_codes = set()

    def person(self, family_name, age_from, age_to):
        female = self.random.random() < 0.5
        young = age_to < 18
        list_name = ("girls" if female else "boys") if young else ("women" if female else "men")
        person = {"given_name": self.random.choice(self.names[list_name]), "family_name": family_name, "female": female,
                  "birth_date": self.today - datetime.timedelta(days=self.random.randint(age_from * 366, age_to * 365))}
        omocodia = self.random.randint(1, 3) if self.random.random() < 0.03 else 0
        while True:  # Two people never share a code: the State would change one too.
            person["tax_code"] = tax_code(person, f"X{self.random.randint(0, 999):03d}", omocodia)
            if person["tax_code"] not in self.given_codes:
                break
        self.given_codes.add(person["tax_code"])
        return person

    def family(self, number):
        name = self.random.choice(self.names["families"])
        children = [self.person(name, 1, 16) for _ in range(self.random.choices((1, 2, 3, 4), (40, 42, 13, 5))[0])]
        letter = chr(ord("A") + self.random.randrange(26))
        return {"number": number, "applicant": self.person(name, 22, 60), "children": children,
                "bracket": self.random.choices((1, 2, 3, 4), BRACKET_WEIGHTS)[0],
                "isee_protocol": f"INPS-ISEE-{self.today.year}-{self.random.randrange(10**8):08d}{letter}-00",
                "fault": None}


def spoil(generator, families, family):
    """About one family in ten makes a mistake that the host must notice."""
    dice = generator.random.random()
    if dice < 0.05:
        family["fault"], family["bracket"] = "over_limit", None
    elif dice < 0.06:
        family["fault"] = "grown_up"
        family["children"][0] = generator.person(family["applicant"]["family_name"], 19, 21)
    elif dice < 0.07:
        family["fault"] = "wrong_tax_code"
        code = family["children"][0]["tax_code"]
        family["children"][0] = family["children"][0] | {"tax_code": code[:15] + chr((ord(code[15]) - 64) % 26 + 65)}
    elif dice < 0.08:
        family["fault"], family["isee_protocol"] = "wrong_protocol", family["isee_protocol"][:-3]
    elif dice < 0.10:
        sound = [f for f in families[:family["number"] - 1] if not f["fault"]]
        family["fault"] = "twice"
        family["children"][0] = dict(generator.random.choice(sound)["children"][0])


def make(seed, count, today):
    """`count` families. The first eight play a part in the story: nothing is wrong with them, and all are awarded."""
    generator = Generator(seed, today)
    families = [generator.family(number) for number in range(1, count + 1)]
    for family in families:
        if family["number"] in ACTORS:
            family["bracket"] = ACTORS[family["number"]]
        else:
            spoil(generator, families, family)
    return families
