"""Three PostgreSQL servers: one has the city, two follow it, and a commit waits until one of them has it too.

    replicas = Replicas(); House(cluster=replicas, settings={"replicas": "1"})
    lost = replicas.primary; lost.kill(); replicas.fail_over(); lost.follow(replicas.primary)

fail_over() is what host/deploy/several-hosts.md has an operator, or his tools, do.
"""
import contextlib
import os
import pathlib
import shutil
import signal
import time

from support.house import Cluster, Failed

NAMES = ("one", "two", "three")
STRICT = "ANY 1 (one, two, three)"
SECONDS, MEMORY = 60, "/dev/shm"


class Server(Cluster):
    """In memory where that can be: what is tried is not the disk. @param source  the server it begins as a copy of, and follows."""

    def __init__(self, name, source=None):
        self.name, self.source = name, source
        super().__init__(f"-c cluster_name={name} -c wal_keep_size=128MB -c max_wal_size=128MB -c wal_retrieve_retry_interval=100ms "
                         "-c dynamic_shared_memory_type=mmap",  # Or a killed server would leave its own behind.
                         MEMORY if os.access(MEMORY, os.W_OK) else None)

    def make(self):
        if self.source:
            return self.follow(self.source)
        super().make()

    def follow(self, source):
        """Begins anew as a copy: whatever it knew that its source does not is gone."""
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        self.run("pg_basebackup", "-h", source.folder, "-U", "buono", "-D", self.folder / "data", "-R", "-c", "fast", "--no-sync")
        self.start()

    def turn_to(self, source):
        """Goes on following, another server from now on."""
        self.ask(f"ALTER SYSTEM SET primary_conninfo = 'host={source.folder} user=buono'")
        self.ask("SELECT pg_reload_conf()")

    def has_received(self):
        high, low = self.ask("SELECT pg_last_wal_receive_lsn()").split("/")
        return int(high, 16), int(low, 16)

    def processes(self):
        """The server's own process, then all that it started."""
        first = int((self.folder / "data/postmaster.pid").read_text().split("\n", 1)[0])
        rest = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == first:
                    rest.append(int(stat.parent.name))
            except (OSError, IndexError):
                pass  # It has just ended.
        return [first, *rest]

    def signal(self, number):
        for pid in self.processes():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def kill(self):
        """As when its machine loses its power, but for what the disk holds."""
        pids = self.processes()
        self.signal(signal.SIGKILL)
        until(lambda: all("(zombie)" in status(pid) for pid in pids), "the end of a killed server")
        for left in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):  # Nobody may have taken note of its end yet.
            (self.folder / left).unlink(missing_ok=True)

    def freeze(self):
        self.signal(signal.SIGSTOP)

    def thaw(self):
        self.signal(signal.SIGCONT)


def status(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "gone, like a (zombie)"


def until(holds, what):
    give_up = time.monotonic() + SECONDS
    while not holds():
        if time.monotonic() > give_up:
            raise Failed(f"waited {SECONDS} s for: {what}")
        time.sleep(0.02)


class Replicas:
    """What a House takes for its cluster. @param names  synchronous_standby_names of all three."""

    def __init__(self, names=STRICT):
        self.primary, self.standbys, self.all = Server(NAMES[0]), [], []
        self.all.append(self.primary)
        try:
            self.wait_for(names)
            for name in NAMES[1:]:
                self.standbys.append(Server(name, self.primary))
                self.all.append(self.standbys[-1])
        except BaseException:
            self.remove()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def wait_for(self, names):
        """Copies made later say the same."""
        self.primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.primary.ask("SELECT pg_reload_conf()")
        until(lambda: self.primary.ask("SHOW synchronous_standby_names") == names, "synchronous_standby_names")

    def url(self, database="buono"):
        hosts = ",".join(str(server.folder) for server in self.all)
        return f"postgresql://buono@/{database}?host={hosts}&target_session_attrs=read-write&connect_timeout=2"

    def ask(self, sql):
        return self.primary.ask(sql)

    def fail_over(self):
        """The standby that has most becomes the primary, the other turns to it: in that order nothing acknowledged is lost."""
        new = max(self.standbys, key=Server.has_received)
        self.standbys.remove(new)
        new.run("pg_ctl", "-D", new.folder / "data", "-w", "promote")
        self.primary = new
        for server in self.standbys:
            server.turn_to(new)

    def rebuilt(self, server):
        """A server that was replaced comes back as a standby."""
        server.follow(self.primary)
        self.standbys.append(server)

    def waiting_for_standbys(self):
        return int(self.primary.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"))

    def remove(self):
        for server in self.all:
            with contextlib.suppress(OSError):  # It has no processes.
                server.thaw()
            with contextlib.suppress(Failed):
                server.remove()
