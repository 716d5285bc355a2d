"""Requests of one family at a city that runs, and what they leave in its books."""
import json

from support.crowd import Asked
from support.scene import CENT


def standing(database):
    """What the changes of persons have left: answers and lines, and where their last entry is. The courier goes on meanwhile."""
    return database.rows("SELECT (SELECT COUNT(*) FROM replies WHERE actor LIKE 'person:%'), COUNT(*), MAX(seq) FROM audit "
                         "WHERE purpose = '' AND actor LIKE 'person:%'")[0]


def refusals(asked):
    """The name of each one's refusal, "" where there is none."""
    return [json.loads(a.answer).get("name", "") if a.status >= 400 else "" for a in asked]


class Writes:
    """Requests of one family whose session begins here."""

    def __init__(self, cast):
        self.cast, self.parent = cast, cast.scene.parents[0]
        self.parent.log_in()
        self.quote = cast.scene.quote(0, CENT)["token"]

    def asked(self, key, body=None, path="/v1/purchases"):
        return Asked(self.parent.token, path, key, {"quote": self.quote} if body is None else body)

    def answer(self, asked):
        client = self.cast.stage.public.as_user(*self.parent.names)
        asked.token = client.token
        asked.send(client)
        return asked
