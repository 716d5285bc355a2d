#!/usr/bin/env python3
"""Embeds the starters of sdk/template: starters.inc, one entry a file.

Usage: compile_starters.py TEMPLATES OUTPUT_FOLDER.
"""
import pathlib
import sys

if __name__ == "__main__":
    templates, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) / "adapters/plugins/starters.inc"
    out.parent.mkdir(parents=True, exist_ok=True)
    files = sorted(p for p in templates.rglob("*") if p.is_file())
    out.write_text("".join(f'{{"{p.parent.name}", "{p.name}", R"starter({p.read_text()})starter"}},\n' for p in files))
