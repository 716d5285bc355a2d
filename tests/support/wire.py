"""The wire between a host and its PostgreSQL: a proxy that can lose the connection at a COMMIT.

    wire = Wire(cluster)                        # a host is given wire.url() instead of the cluster's
    wire.cut("before")                          # the next COMMIT never reaches the server
    wire.cut("after")                           # the server commits, its answer never reaches the host
    wire.cut("amid")                            # both at once: nobody can say

cut() answers an Event: set once it has happened. It reads the frontend's messages (PostgreSQL protocol 3.0) and nothing of what
they hold but the texts of statements. Only sessions that may write are cut.
"""
import socket
import struct
import threading

REFUSED_EXTRAS = (80877103, 80877104)  # "Shall we speak TLS, GSSAPI?" - no.


class Wire:
    def __init__(self, cluster):
        self.server = str(cluster.folder / ".s.PGSQL.5432")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.turn, self.armed = threading.Lock(), []
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self, database="buono"):
        return f"postgresql://buono@127.0.0.1:{self.listener.getsockname()[1]}/{database}?application_name=wired"

    def cut(self, how):
        happened = threading.Event()
        with self.turn:
            self.armed.append((how, happened))
        return happened

    def take(self):
        with self.turn:
            return self.armed.pop(0) if self.armed else None

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=Line(self, client).run, daemon=True).start()

    def close(self):
        self.listener.close()


class Line:
    """One session."""

    def __init__(self, wire, client):
        self.wire, self.client = wire, client
        self.server = socket.socket(socket.AF_UNIX)
        self.statements, self.portals = {}, {}
        self.reads_only, self.lose_answer = False, None

    def run(self):
        try:
            self.server.connect(self.wire.server)
            self.begin()
            threading.Thread(target=self.back, daemon=True).start()
            while True:
                kind, body = self.receive(1), None
                size = self.receive(4)
                body = self.receive(struct.unpack(">I", size)[0] - 4)
                if self.is_commit(kind, body) and (order := self.wire.take()):
                    if not self.lose(*order, kind + size + body):
                        return
                else:
                    self.server.sendall(kind + size + body)
        except OSError:
            pass
        finally:
            self.end()

    def begin(self):
        while True:
            size = self.receive(4)
            body = self.receive(struct.unpack(">I", size)[0] - 4)
            if struct.unpack(">I", body[:4])[0] not in REFUSED_EXTRAS:
                return self.server.sendall(size + body)
            self.client.sendall(b"N")

    def back(self):
        try:
            while data := self.server.recv(1 << 16):
                if self.lose_answer:
                    break  # It has answered: so it has committed.
                self.client.sendall(data)
        except OSError:
            pass
        self.end()
        if self.lose_answer:
            self.lose_answer.set()

    def lose(self, how, happened, message):
        """True while the line still stands: the server's answer is waited for and lost."""
        if how == "after":
            self.lose_answer = happened
        if how != "before":
            self.server.sendall(message)
        if how != "after":
            self.end()
            happened.set()
        return how == "after"

    def is_commit(self, kind, body):
        text = self.text_of(kind, body)
        self.reads_only = self.reads_only or b"default_transaction_read_only" in text
        return not self.reads_only and text.strip().upper() in (b"COMMIT", b"END")

    def text_of(self, kind, body):
        """What this message runs; empty when it runs nothing."""
        if kind == b"Q":
            return body[:-1]
        names = body.split(b"\0", 2)
        if kind == b"P":
            self.statements[names[0]] = names[1]
        if kind == b"B":
            self.portals[names[0]] = self.statements.get(names[1], b"")
        return self.portals.get(names[0], b"") if kind == b"E" else b""

    def receive(self, size):
        data = b""
        while len(data) < size:
            more = self.client.recv(size - len(data))
            if not more:
                raise ConnectionError
            data += more
        return data

    def end(self):
        for side in (self.client, self.server):
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            side.close()
