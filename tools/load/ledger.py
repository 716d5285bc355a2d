"""The ledger's figures: `tools/bench ledger`.

Each city is filled by buono-seed, with its own rooms; then the host runs and buono-load pays with spending codes over HTTP, on
this machine's same processors. A figure is the median of its runs; a first run that only warms caches is not counted.
"""
import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from support.house import BUILD, House
from support.scene import ENTE, Scene
from story import city

CONNECTIONS, RUNS = 64, 3
CALL = "banco"
LOAD = BUILD / "tools/buono-load"
DELAY_MS = 4


class Bank:
    """A city of vouchers and codes, and an ente that takes payments on them.

    @param slow  the host runs with DELAY_MS added to every sync of the disk (strace)."""

    def __init__(self, folder, store="sqlite", vouchers=10_000, codes=10_000, seeded=0, slow=False):
        self.folder, self.batch = pathlib.Path(folder), 0
        slowly = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=fdatasync,fsync", "-e",
                  f"inject=fdatasync,fsync:delay_exit={DELAY_MS}ms", "-o", "/dev/null"]
        self.house = House(store)
        try:
            self.house.start()
            scene = Scene(self.house, families=1)
            call = city.call_document(scene.stage)
            source = call["sources"][0] | {"amount": {"amount": "900000000000.00", "currency": "EUR"}}
            scene.stage.staff("city_manager").post("/v1/programmes", call | {"slug": CALL, "sources": [source]},
                                                   scene.stage.key("call-of-the-bench"))
            self.token = scene.desk().token
            self.house.stop()
            self.seed(vouchers, codes, seeded)
            self.house.wrapper = slowly if slow else []
            begun = time.monotonic()
            self.house.start()
            self.ready_s = time.monotonic() - begun
        except BaseException:
            self.house.close()
            raise

    def seed(self, vouchers, codes, payments):
        out = self.folder / "codes"
        done = subprocess.run([BUILD / "tools/buono-seed", self.house.config, CALL, ENTE["slug"], str(vouchers), str(codes),
                               str(payments), out], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"tools/bench: buono-seed: {done.stderr}")
        self.codes = out.read_text(encoding="utf-8").split()

    def payment(self, i, codes):
        return '{"code":"%s","amount":{"amount":"0.01","currency":"EUR"}}' % codes[i % len(codes)]

    def load(self, path, bodies, connections):
        self.batch += 1
        asked = self.folder / "asked.tsv"
        with asked.open("w", encoding="utf-8") as out:
            for i, body in enumerate(bodies):
                out.write(f"POST\t{path}\t{self.token}\tbench-{self.batch:04d}-{i:08d}\t{body}\n")
        done = subprocess.run([LOAD, "http", "--port", str(self.house.port), "--connections", str(connections), asked],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"tools/bench: {done.stderr}{self.house.tail()}")
        measured = json.loads(done.stdout)
        if set(measured["statuses"]) != {"201"}:
            raise SystemExit(f"tools/bench: answers were {measured['statuses']}")
        return measured

    def pay(self, count, connections=CONNECTIONS, codes=None):
        """One payment a request."""
        codes = codes or self.codes
        return self.load("/v1/redemptions", (self.payment(i, codes) for i in range(count)), connections)

    def pay_batches(self, count, connections=CONNECTIONS):
        """A hundred payments a request."""
        bodies = ('{"items":[' + ",".join(self.payment(i * 100 + k, self.codes) for k in range(100)) + "]}" for i in range(count))
        return self.load("/v1/redemption-batches", bodies, connections)

    def rss_mb(self):
        status = pathlib.Path(f"/proc/{self.house.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def stopped_bytes(self):
        """What the city takes on the disk, all of it moved into the database."""
        self.house.stop()
        size = os.path.getsize(self.house.database)
        self.house.start()
        return size


@contextlib.contextmanager
def bank(**options):
    with tempfile.TemporaryDirectory(prefix="buono-bench-") as folder:
        one = Bank(folder, **options)
        try:
            yield one
        finally:
            one.house.close()


def runs_of(measure, count=RUNS):
    measure()  # Warms what a city that runs has warm.
    return [measure() for _ in range(count)]


def rate(runs, each=1):
    return statistics.median(r["rate"] for r in runs) * each


def p99_ms(runs):
    return statistics.median(r["p99_us"] for r in runs) / 1000


def syncs_a_second(folder, seconds=2):
    """Durable writes of one page, one behind the other: the disk's own limit."""
    path = pathlib.Path(folder) / "sync"
    handle, count = os.open(path, os.O_RDWR | os.O_CREAT, 0o600), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        os.pwrite(handle, b"x" * 4096, count % 1000 * 4096)
        os.fdatasync(handle)
        count += 1
    os.close(handle)
    path.unlink()
    return count / seconds


def figure(name, value, unit, yardstick=None):
    found = {"name": name, "value": round(value, 3), "unit": unit}
    if yardstick:
        found |= {"yardstick": round(yardstick, 1), "ratio": round(value / yardstick, 3)}
    return found


def on_sqlite(requests):
    with bank() as one:
        syncs = syncs_a_second(one.house.folder)
        yield figure("fdatasync_rate", syncs, "1/s")
        single = runs_of(lambda: one.pay(requests))
        yield figure("payment_http_sqlite", rate(single), "1/s", syncs)
        yield figure("payment_http_sqlite_p99_ms", p99_ms(single), "ms")
        few = runs_of(lambda: one.pay(requests // 4, connections=16))
        yield figure("payment_http_sqlite_16", rate(few), "1/s")
        yield figure("payment_http_sqlite_16_p99_ms", p99_ms(few), "ms")
        hot = runs_of(lambda: one.pay(min(requests, 7_000), codes=one.codes[:1]))
        spread = runs_of(lambda: one.pay(min(requests, 7_000)))
        yield figure("hot_account_ratio", rate(hot) / rate(spread), "of uniform")
        before = one.stopped_bytes()
        one.pay(requests)
        middle = one.stopped_bytes()
        yield figure("bytes_per_payment", (middle - before) / requests, "bytes")
        batches = runs_of(lambda: one.pay_batches(requests // 20))
        yield figure("batch100_http", rate(batches, 100), "transfers/s")
        yield figure("batch100_http_p99_ms", p99_ms(batches), "ms")
        after = one.stopped_bytes()
        yield figure("bytes_per_transfer", (after - middle) / (requests // 20 * 100 * (RUNS + 1)), "bytes")
        one.house.stop()
        begun = time.monotonic()
        told = subprocess.run([BUILD / "bin/buono-audit", "--json", one.house.database], capture_output=True, text=True, check=False)
        spent = time.monotonic() - begun
        verdict = json.loads(told.stdout)
        if not verdict["proven"]:
            raise SystemExit(f"tools/bench: buono-audit does not prove the book: {told.stdout}")
        yield figure("audit_rate", verdict["entries"] / spent, "entries/s")


def on_postgres(requests, yardstick):
    with bank(store="postgres") as one:
        single = runs_of(lambda: one.pay(requests // 3))
        pgbench = statistics.median(yardstick(one.house.cluster) for _ in range(RUNS))
        yield figure("payment_http_postgres", rate(single), "1/s", pgbench)
        yield figure("payment_http_postgres_p99_ms", p99_ms(single), "ms")
        batches = runs_of(lambda: one.pay_batches(requests // 60))
        yield figure("batch100_http_postgres", rate(batches, 100), "transfers/s")


def big_book(requests, wallets, payments):
    with bank(vouchers=100_000, codes=50_000) as small:
        empty = rate(runs_of(lambda: small.pay(requests)))
    with bank(vouchers=wallets, codes=50_000, seeded=payments) as big:
        yield figure("ready_s", big.ready_s, "s")
        yield figure("big_book_ratio", rate(runs_of(lambda: big.pay(requests))) / empty, "of the empty book")
        yield figure("rss_mb", big.rss_mb(), "MB")


def slow_disk(requests):
    with bank(slow=True) as one:
        single = runs_of(lambda: one.pay(requests // 8))
        yield figure(f"payment_http_sqlite_plus_{DELAY_MS}ms", rate(single), "1/s")
        yield figure(f"payment_http_sqlite_plus_{DELAY_MS}ms_p99_ms", p99_ms(single), "ms")
        many = runs_of(lambda: one.pay(requests // 2, connections=512))
        yield figure(f"payment_http_sqlite_plus_{DELAY_MS}ms_512", rate(many), "1/s")
        batches = runs_of(lambda: one.pay_batches(requests // 60))
        yield figure(f"batch100_http_plus_{DELAY_MS}ms", rate(batches, 100), "transfers/s")


def figures(requests, yardstick, wallets=1_000_000, payments=10_000_000):
    yield from on_sqlite(requests)
    yield from on_postgres(requests, yardstick)
    yield from big_book(requests, wallets, payments)
    yield from slow_disk(requests)
