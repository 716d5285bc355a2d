"""A log-in without a browser: forms that carry the page's own token and key."""
import http.client
import re
import urllib.parse

FORM = "application/x-www-form-urlencoded"


class Browser:
    """One log-in. Redirects are answered, not followed."""

    def __init__(self, house, username, password, language="it"):
        self.house, self.cookie, self.language = house, "", language
        _, headers, _ = self.ask("POST", "/accesso", urllib.parse.urlencode({"username": username, "password": password}).encode())
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None, kind=FORM):
        """Status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept-Language": self.language}
        if body is not None:
            headers |= {"Origin": self.house.url, "Content-Type": kind}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def upload(self, page, action, content):
        """Hands in a file by the form of a page; the status and the page that comes."""
        text = self.ask("GET", page)[2].decode()
        fields = {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("csrf", "key")}
        line = "a-line-that-is-in-no-file"
        body = b"".join(f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items())
        body += f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="camt.xml"\r\nContent-Type: text/xml\r\n\r\n'.encode()
        status, _, answer = self.ask("POST", action, body + content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}")
        return status, answer.decode()
