"""The stage: one host, the people who act on it, fixed keys, and dates counted from the day the city was created.

Nothing here depends on when or how often the story runs: the same seed on the same host makes the same requests.
"""
import datetime
import zoneinfo

from story import families, progress
from story.client import Client, Refused, Trace

PASSWORD = "milano-di-prova-2026"
STAFF = {"city_operator": "operatrice", "accountant": "ragioneria", "auditor": "revisione"}
APPLY_DAYS, BUY_DAYS, SERVICE_DAYS, CLAIM_DAYS = 30, 180, 240, 300  # Of the call, from the day the city was created.
EXECUTION_DAYS = 45


class Stage:
    def __init__(self, url, options, say=None):
        self.seed, self.count, self.by_api = options.seed, options.families, options.by_api
        self.say = say or progress.Progress()
        self.public = Client(url, Trace(), getattr(options, "patience", 20))
        self.manager_names = (options.manager, options.password)
        status = self.public.get("/v1/status")
        self.public.trace = Trace(status["as_of"], getattr(options, "journal", None))
        self.zone = zoneinfo.ZoneInfo(status.get("time_zone", "Europe/Rome"))
        self.since = self.civil(status["since"])
        self.families = families.make(self.seed, self.count, self.since)
        self.clients, self.facts = {}, {}

    @property
    def trace(self):
        return self.public.trace

    def key(self, name):
        return f"milano-{self.seed:06d}-{name}"

    def civil(self, instant):
        return datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(self.zone).date()

    def day(self, number):
        return (self.since + datetime.timedelta(days=number)).isoformat()

    def noon(self, number):
        """An instant in the middle of that day of the story."""
        return f"{self.day(number)}T11:00:00.000000Z"

    def now(self):
        return self.public.get("/v1/status")["now"]

    def as_user(self, username, password=PASSWORD):
        if username not in self.clients:
            self.clients[username] = self.public.as_user(username, password)
        return self.clients[username]

    def staff(self, role):
        return self.as_user(*self.manager_names) if role == "city_manager" else self.as_user(STAFF[role])

    def family(self, number):
        return self.families[number - 1]

    def parent(self, number):
        """The client of a family's applicant."""
        return self.as_user(f"famiglia.{number}")

    def open_account(self, username, role, scope=None):
        body = {"username": username, "password": PASSWORD, "role": role} | ({"scope": scope} if scope else {})
        allow(self.staff("city_manager"), "/v1/staff-accounts", body, "login_taken")

    def pass_until(self, instant):
        """Moves the demo clock forward; a host that is there already stays where it is."""
        if self.now() < instant:
            self.staff("city_manager").post("/v1/demo/clock", {"now": instant})


def allow(client, path, body, refusal, key=None):
    """A request that can only be made once and carries a secret, so that no key keeps its answer."""
    try:
        return client.post(path, body, key)
    except Refused as refused:
        if refused.name not in refusal.split():
            raise
        return None


def euro(cents):
    return {"amount": f"{cents // 100}.{cents % 100:02d}", "currency": "EUR"}


def cents(money):
    whole, part = money["amount"].split(".")
    return int(whole) * 100 + int(part)
