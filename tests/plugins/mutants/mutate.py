#!/usr/bin/env python3
"""Writes one mutant of a shipped plugin: its source with a few edits. Usage: mutate.py MUTANTS NAME SOURCE_ROOT OUT.

An edit whose text is not there exactly once stops the build: the plugin has changed, so its mutant must.
"""
import json
import pathlib
import sys

mutants, name, root, out = sys.argv[1:5]
mutant = next(each for each in json.loads(pathlib.Path(mutants).read_text()) if each["name"] == name)
text = pathlib.Path(root, mutant["source"]).read_text()
for old, new in mutant["edits"]:
    if text.count(old) != 1:
        sys.exit(f"{name}: stands {text.count(old)} times in {mutant['source']}: {old}")
    text = text.replace(old, new)
pathlib.Path(out).write_text(text)
