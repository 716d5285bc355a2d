#!/usr/bin/env python3
"""buono-plugin-check from outside: its codes, its forms, and that a seed repeats a run. Usage: PROGRAM PLUGIN BAD."""
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

program, plugin, bad = sys.argv[1:4]
PATIENCE = ["--patience", "20"]  # No test depends on speed; its deadline is the plugin's business.


def run(*arguments, code=0):
    done = subprocess.run([program, *arguments, *PATIENCE], capture_output=True, text=True, check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


with tempfile.TemporaryDirectory() as folder:
    report = pathlib.Path(folder) / "report.xml"
    found = json.loads(run(plugin, "--json", "--junit", str(report), "--seed", "7"))
    names = [line.split("\t")[0] for line in run(plugin, "--list").splitlines()]
    assert [each["name"] for each in found["checks"]] == names, "--list and a run name the same checks"
    assert len(names) == len(set(names)) >= 30 and found["failed"] == 0 and found["seed"] == 7
    suite = xml.parse(report).getroot()
    assert int(suite.get("tests")) == len(names) == len(suite.findall("testcase")) and suite.get("failures") == "0"

    once = json.loads(run(plugin, "--json", "--only", "plain", "--only", "fence"))
    assert [each["name"] for each in once["checks"]] == ["plain", "fence"]

    # One that breaks the rules fails, says how to repeat it, and repeats to the letter.
    assert "again: buono-plugin-check" in run(bad, code=1)
    assert run(bad, "--json", "--seed", "9", code=1) == run(bad, "--json", "--seed", "9", code=1)
    run(bad, "--json", "--junit", str(report), code=1)
    assert int(xml.parse(report).getroot().get("failures")) > 0

    run(code=2)
    run(plugin, "--only", "nonsense", code=2)
    run(plugin, "--seed", "many", code=2)
    run(folder + "/absent.so", code=78)
    script = pathlib.Path(folder) / "simulator.json"
    for text in ("", "[]", '{"simulator": 2}', '{"simulator": 1, "answer": []}', '{"simulator": 1, "answers": [{"url": 1}]}'):
        script.write_text(text)
        run(plugin, "--simulator", str(script), code=78)
    run(plugin, "--worker", folder + "/absent", code=78)
