"""The figures of the plugins' boundary: `tools/bench plugins`.

buono-plugin-calls calls a plugin that was not built with the host, held as on this machine it can be, through the whole
supervisor; beside it, in the same run, a bare echo between two processes over a socket pair, a start of /bin/true, and a fork
of the same host. A figure is the median of its runs.
"""
import json
import statistics
import subprocess

from support.house import BUILD

RUNS = 3
CALLS, WORKER, PLUGIN = BUILD / "tools/buono-plugin-calls", BUILD / "bin/buono-worker", BUILD / "tools/yes_plugin.plugin"
FIGURES = (  # name, of the program's answer, unit, its yardstick
    ("plugin_call_p50_us", "call_p50_us", "us", "echo_p50_us"),
    ("plugin_calls_per_s", "calls_per_s", "1/s", "echo_per_s"),
    ("plugin_call_rested_p50_us", "rested_p50_us", "us", "echo_p50_us"),
    ("worker_start_ms", "start_ms", "ms", "true_ms"),
    ("worker_start_large_host_ms", "large_start_ms", "ms", "fork_ms"),
)


def measured():
    done = subprocess.run([CALLS, WORKER, PLUGIN], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"tools/bench: {done.stderr}")
    return json.loads(done.stdout)


def figures():
    runs = [measured() for _ in range(RUNS)]
    for name, key, unit, beside in FIGURES:
        value, yardstick = (statistics.median(run[k] for run in runs) for k in (key, beside))
        yield {"name": name, "value": round(value, 2), "unit": unit, "yardstick": round(yardstick, 2),
               "ratio": round(value / yardstick, 3), "isolation": runs[0]["isolation"]}
