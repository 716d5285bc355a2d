"""A client of a running host: one connection a role, keys that are the same on every run."""
import http.client
import json
import urllib.parse


class Refused(Exception):
    """The host said no; `problem` is its problem+json."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('title', '')} {problem.get('errors', '')} {problem.get('remedy', '')}")
        self.status, self.problem = status, problem


class Unreachable(Exception):
    """No answer came: the request may or may not have been done. Its key makes repeating it safe."""


class Client:
    def __init__(self, url, token=None):
        self.url, self.token = urllib.parse.urlsplit(url), token
        self.connection = None
        self.highest_seq = 0

    def as_user(self, username, password):
        """A second client, logged in."""
        other = Client(self.url.geturl())
        answer = other.post("/v1/sessions", {"username": username, "password": password})
        other.token, other.session = answer["token"], answer
        return other

    def get(self, path, raw=False):
        return self.ask("GET", path, raw=raw)

    def post(self, path, body, key=None, content_type="application/json"):
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self.ask("POST", path, data, key, content_type)

    def ask(self, method, path, data=None, key=None, content_type=None, raw=False):
        headers = {"Accept-Language": "en"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if key:
            headers["Idempotency-Key"] = key
        if content_type and data is not None:
            headers["Content-Type"] = content_type
        status, body = self.exchange(method, path, data, headers)
        if status >= 400:
            raise Refused(status, json.loads(body) if body.startswith(b"{") else {"title": body.decode(errors="replace")})
        if raw or not body:
            return body
        answer = json.loads(body)
        if isinstance(answer, dict):
            self.highest_seq = max(self.highest_seq, int(answer.get("seq") or 0))
        return answer

    def exchange(self, method, path, data, headers):
        for attempt in (1, 2):  # A kept connection may have been closed meanwhile; a new one answers or does not.
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=120)
            try:
                self.connection.request(method, path, data, headers)
                response = self.connection.getresponse()
                return response.status, response.read()
            except (OSError, http.client.HTTPException) as e:
                self.connection.close()
                self.connection = None
                if fresh or attempt == 2:
                    raise Unreachable(f"{method} {path}: {e}") from e
        raise AssertionError("unreachable")
