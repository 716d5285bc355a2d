"""Many clients at once, and the journal of what each asked and what it was answered, kept outside the host."""
import collections
import json
import threading

from story.client import Client, Trace, Unreachable


class Asked:
    """One write: its key and bytes, fixed before it is sent; its answer, once there is one."""

    def __init__(self, token, path, key, body):
        self.token, self.path, self.key = token, path, key
        self.body = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.status, self.answer = None, None

    def send(self, client):
        """True when an answer came. A second answer must be the first one's bytes."""
        client.token = self.token
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": self.key, "Content-Type": "application/json"}
        try:
            status, answer = client.exchange("POST", self.path, self.body, headers)
        except Unreachable:
            return False
        if status in (408, 429, 503):
            return False
        if self.status == 201 and (status, answer) != (self.status, self.answer):
            raise AssertionError(f"{self.key} was answered {self.status}, then {status}")
        self.status, self.answer = status, answer
        return True

    def done(self):
        return self.status == 201


def at_once(urls, asked):
    """All of them in the same moment, each on a connection of its own, dealt to these hosts in turn. Answers how many got
    which status."""
    gate = threading.Barrier(len(asked))

    def one(place, write):
        client = Client(urls[place % len(urls)], Trace(), patience=0)
        client.connection = None
        gate.wait()
        while not write.send(client):
            pass
        if client.connection:
            client.connection.close()
    threads = [threading.Thread(target=one, args=each) for each in enumerate(asked)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return collections.Counter(write.status for write in asked)
