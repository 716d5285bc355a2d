"""A client of a running host: one connection a role, keys that are the same on every run.

Every write carries an Idempotency-Key, so it may be sent as often as needed: a host that dies in the middle, is busy,
or forgets a session costs time and nothing else. Trace remembers what each key was answered.
"""
import hashlib
import http.client
import json
import os
import time
import urllib.parse


class Refused(Exception):
    """The host said no; `problem` is its problem+json."""

    def __init__(self, status, problem):
        first = (problem.get("errors") or [{}])[0]
        super().__init__(f"{status} {problem.get('name', '')}: {problem.get('title', '')} "
                         f"[{first.get('pointer', '')}] {first.get('detail', '')}")
        self.status, self.problem = status, problem

    @property
    def name(self):
        return self.problem.get("name", "")

    @property
    def pointer(self):
        return (self.problem.get("errors") or [{}])[0].get("pointer", "")


class Unreachable(Exception):
    """No answer came: the request may or may not have been done. Its key makes repeating it safe."""


class Changed(Exception):
    """A repeated key was answered otherwise than before. There is no innocent reason."""


def problem(body):
    return json.loads(body) if body.startswith(b"{") else {"title": body[:200].decode(errors="replace")}


class Trace:
    """What was asked under every key and what it was answered, in this run and, with a file, in those before it."""

    def __init__(self, head=0, file=None):
        self.head = head  # Place of the ledger when the run began.
        self.asked, self.answers, self.file = {}, {}, None
        self.sent, self.replayed, self.seq = 0, 0, head
        if file:
            self.load(file)

    def load(self, file):
        if os.path.exists(file):
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    key, kind, value = json.loads(line)
                    (self.asked if kind == "asked" else self.answers)[key] = value
        self.file = open(file, "a", encoding="utf-8")

    def write(self, key, kind, value):
        if self.file:
            self.file.write(json.dumps([key, kind, value]) + "\n")
            self.file.flush()

    def intend(self, key, method, path, data, content_type):
        """Kept before the first byte is sent: whoever comes after a crash can ask for exactly the same."""
        request = [method, path, data.decode(), content_type]
        if self.asked.setdefault(key, request) is request:
            self.write(key, "asked", request)
        method, path, body, content_type = self.asked[key]
        return method, path, body.encode(), content_type

    def keep(self, key, status, body):
        digest = f"{status} {hashlib.sha256(body).hexdigest()}"
        if key not in self.answers:
            self.write(key, "answered", digest)
        if self.answers.setdefault(key, digest) != digest:
            raise Changed(f"key {key} was answered otherwise than before")
        self.sent += 1
        answer = json.loads(body) if body.startswith(b"{") else {}
        self.replayed += int(answer.get("seq") or 0) <= self.head

    def see(self, answer):
        if isinstance(answer, dict):
            self.seq = max(self.seq, int(answer.get("seq") or 0))


class Client:
    """@param patience  seconds to go on asking a host that does not answer or says "later"."""

    def __init__(self, url, trace=None, patience=20, language="en"):
        self.url, self.trace, self.patience = urllib.parse.urlsplit(url), trace or Trace(), patience
        self.language, self.token, self.session, self.names, self.connection = language, None, None, None, None

    def as_user(self, username, password):
        """A second client, logged in; it logs in again when its session has ended."""
        other = Client(self.url.geturl(), self.trace, self.patience, self.language)
        other.names = (username, password)
        other.log_in()
        return other

    def log_in(self):
        self.token = None
        self.session = self.ask("POST", "/v1/sessions", {"username": self.names[0], "password": self.names[1]})
        self.token = self.session["token"]

    def get(self, path, raw=False):
        """Of a state at least as new as everything this run has written."""
        fresh = f"{path}{'&' if '?' in path else '?'}min_seq={self.trace.seq}" if self.trace.seq else path
        return self.ask("GET", fresh, raw=raw)

    def every(self, path):
        """Every item of a list, page by page."""
        cursor = ""
        while True:
            page = self.get(f"{path}{'&' if '?' in path else '?'}limit=200{cursor}")
            yield from page["items"]
            if not page.get("next_cursor"):
                return
            cursor = "&cursor=" + urllib.parse.quote(page["next_cursor"], safe="")

    def post(self, path, body, key=None, content_type="application/json"):
        return self.ask("POST", path, body, key, content_type)

    def repeat(self, key):
        """The very request that went under this key before; None when none did."""
        return self.ask(*self.trace.asked[key][:2], b"", key) if key in self.trace.asked else None

    def ask(self, method, path, body=None, key=None, content_type="application/json", raw=False):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        if key:
            method, path, data, content_type = self.trace.intend(key, method, path, data or b"", content_type)
        status, answered = self.answered(method, path, data, key, content_type)
        if status == 401 and self.token:
            self.log_in()
            status, answered = self.answered(method, path, data, key, content_type)
        if status >= 400:
            raise Refused(status, problem(answered))
        if key:
            self.trace.keep(key, status, answered)
        if raw or not answered:
            return answered
        answer = json.loads(answered)
        self.trace.see(answer)
        return answer

    def answered(self, method, path, data, key, content_type):
        """Repeats until an answer is final: same bytes, same key."""
        headers = {"Accept-Language": self.language}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        if data:
            headers["Content-Type"] = content_type
        give_up, pause = time.monotonic() + self.patience, 0.02
        while True:
            try:
                status, body = self.exchange(method, path, data, headers)
                if status not in (429, 503) or time.monotonic() > give_up:
                    return status, body
            except Unreachable:
                if time.monotonic() > give_up:
                    raise
            time.sleep(pause)
            pause = min(pause * 1.5, 1.0)

    def exchange(self, method, path, data, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=60)
        try:
            self.connection.request(method, path, data, headers)
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as e:
            self.connection.close()
            self.connection = None
            raise Unreachable(f"{method} {path}: {e}") from e
