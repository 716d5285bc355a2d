#!/usr/bin/env python3
"""Each mutant must fail the check that is there for it. Usage: kill.py PROGRAM MUTANTS FOLDER.

Who checks the checker: a kit that calls a broken plugin good would fail here.
"""
import json
import pathlib
import subprocess
import sys

program, mutants, folder = sys.argv[1:4]
alive = []
kinds = {}
for mutant in json.loads(pathlib.Path(mutants).read_text()):
    done = subprocess.run([program, f"{folder}/mutant_{mutant['name']}.so", "--json", "--patience", "20", "--only", mutant["killed_by"]], capture_output=True, text=True, check=False)
    checks = json.loads(done.stdout)["checks"] if done.returncode == 1 else []
    found = [each["detail"] for each in checks if each["standing"] == "failed"]
    print(f"{'killed' if found else 'ALIVE '}  {mutant['name']:28} {mutant['killed_by']:26} {(found or [done.stderr])[0].strip()}")
    alive += [] if found else [mutant["name"]]
    kinds[mutant["source"]] = kinds.get(mutant["source"], 0) + 1
print(f"{sum(kinds.values())} mutants of {len(kinds)} plugins, {len(alive)} alive")
sys.exit(1 if alive or sum(kinds.values()) < 20 or len(kinds) < 3 else 0)
