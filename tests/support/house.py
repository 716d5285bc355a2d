"""A host of one's own: built binaries, an empty data folder, a free port, and a store that goes away with it.

    with House("sqlite") as house: ...          # or "postgres": a throw-away cluster on a Unix socket
        house.kill(); house.start()             # the same folder, the same address
        with House(beside=house) as other: ...  # a second host of the same city

Nothing here is shared with a host that runs elsewhere on the machine. As root, PostgreSQL runs as its own user.
"""
import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / os.environ.get("BUONO_PRESET", "release")
PG = pathlib.Path("/usr/lib/postgresql/15/bin")
MANAGER, PASSWORD = "direzione", "una-password-di-prova"
START_SECONDS = 60


class Failed(Exception):
    """The house could not be built or a host did not start; the text has the end of its log."""


class Cluster:
    """A PostgreSQL of one's own, durable like a real one, reachable by a socket in its folder only.

    @param options  of the server; parent: where its folder is made."""

    def __init__(self, options="", parent=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="buono-pg-", dir=parent))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.options = options
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        try:
            self.make()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def make(self):
        self.run("initdb", "-D", self.folder / "data", "-U", "buono", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()
        self.run("createdb", "-h", self.folder, "-U", "buono", "buono")

    def run(self, program, *arguments):
        line = [str(PG / program), *map(str, arguments)]
        if os.geteuid() == 0:
            line = ["runuser", "-u", "postgres", "--", *line]
        done = subprocess.run(line, capture_output=True, text=True, cwd="/", check=False)
        if done.returncode:
            raise Failed(f"{program}: {done.stderr or done.stdout}")
        return done.stdout

    def start(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o",
                 f"-c listen_addresses='' -k {self.folder} -c shared_buffers=64MB -c log_line_prefix='%m %e ' {self.options}", "start")

    def stop(self, mode="fast"):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop")

    def url(self, database="buono"):
        return f"postgresql://buono@localhost/{database}?host={self.folder}"

    def ask(self, sql, database="buono"):
        """One statement's answer, as psql prints it bare; what the server says of an error is in its log."""
        line = ("-h", self.folder, "-U", "buono", "-d", database, "-XAtq")
        return self.run("psql", *line, "-c", sql).strip()

    def complaints(self):
        """What the server logged of errors and worse, with their SQLSTATE."""
        lines = (self.folder / "log").read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if re.search(r" (WARNING|ERROR|FATAL|PANIC):  ", line)]

    def remove(self):
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


class House:
    """@param wrapper  what the host is started under, e.g. ["strace", ...]; settings: keys of the TOML file.
    @param cluster  a PostgreSQL that outlives it, instead of one of its own.
    @param beside  another house, on PostgreSQL: this one is a further host of its city, with a copy of its key."""

    def __init__(self, store="sqlite", wrapper=(), settings=None, demo=True, cluster=None, beside=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="buono-house-"))
        cluster, store = beside.cluster if beside else cluster, "postgres" if beside or cluster else store
        self.owns_cluster = store == "postgres" and cluster is None
        self.cluster = Cluster() if self.owns_cluster else cluster
        self.store, self.wrapper, self.process, self.port = store, list(wrapper), None, 0
        self.settings = {"data_directory": str(self.folder / "data"), "demo": "true" if demo else "false", "port": "0",
                         "iban": "IT60X0542811101000000123456", "paying_agent": "Comune di Milano",
                         "folder": str(BUILD / "plugins"), "assets": str(ROOT / "build/web"),
                         "templates": str(ROOT / "host/web"), "url": self.cluster.url() if self.cluster else ""}
        self.settings.update(settings or {})
        try:
            if beside:
                shutil.copytree(beside.folder / "data", self.folder / "data")  # With its modes: a key is nobody else's.
            self.write_config()
            self.migrate()
        except BaseException:
            self.close()  # Or the cluster would outlive the test.
            raise

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def config(self):
        return self.folder / "buono.toml"

    @property
    def log(self):
        return self.folder / "log"

    @property
    def database(self):
        """What buono-audit is given to look at."""
        return self.cluster.url() if self.cluster else str(next((self.folder / "data").glob("*.db")))

    def write_config(self):
        text = (ROOT / "host/deploy/buono.toml").read_text(encoding="utf-8")
        for key, value in self.settings.items():
            plain = value if value in ("true", "false") or re.fullmatch(r"\d+", value) else f'"{value}"'
            text, found = re.subn(rf"(?m)^{key} = .*$", lambda _, k=key, p=plain: f"{k} = {p}", text, count=1)
            if not found:
                raise Failed(f"buono.toml has no key {key}")
        self.config.write_text(text, encoding="utf-8")

    def migrate(self):
        environment = os.environ | {"BUONO_PASSWORD": PASSWORD}
        done = subprocess.run([BUILD / "bin/buono", "migrate", "--config", self.config, "--manager", MANAGER],
                              capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            raise Failed(f"buono migrate: exit {done.returncode}\n{done.stderr}{done.stdout}")

    def start(self, until_ready=True):
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*self.wrapper, BUILD / "bin/buono", "serve", "--config", self.config],
                                            stdout=log, stderr=log, cwd=ROOT, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Failed(f"buono serve: exit {self.process.returncode}\n{self.tail(before)}")
            if self.port == 0:
                said = re.search(r"http://127\.0\.0\.1:(\d+)", self.tail(before, 1 << 16))
                if not said:
                    time.sleep(0.02)
                    continue
                self.port = int(said[1])
                self.settings["port"] = str(self.port)  # A restart keeps the address.
                self.write_config()
            if self.ready() or not until_ready:
                return self
            time.sleep(0.02)
        raise Failed(f"buono serve is not ready after {START_SECONDS} s\n{self.tail(before)}")

    def ready(self):
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def tail(self, since=0, size=4000):
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(since)
            return log.read()[-size:].decode(errors="replace")

    def kill(self):
        """kill -9, of the host and of its workers: nothing of it gets to say goodbye."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """SIGTERM; answers the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def audit(self, what=None, *options):
        """buono-audit's exit code and words on the database, or on `what`."""
        done = subprocess.run([BUILD / "bin/buono-audit", what or self.database, *options], capture_output=True, text=True,
                              cwd=ROOT, check=False)
        return done.returncode, done.stdout + done.stderr

    def close(self):
        if self.process and self.process.poll() is None:
            self.stop()
        if self.owns_cluster:
            self.cluster.remove()
        if os.environ.get("BUONO_KEEP"):
            print(f"kept: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Tally:
    """Counts claims as tests are counted, and says each at once: a long run must show how far it is.

    A quiet one is for a control: it counts what a broken thing makes of the claims."""

    def __init__(self, quiet=False):
        self.passed = self.failed = 0
        self.quiet = quiet

    def check(self, claim, holds, why=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not self.quiet:
            print(("ok    " if holds else "FAIL  ") + claim + (f": {why}" if why and not holds else ""), flush=True)
        return bool(holds)

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0
