#!/usr/bin/env python3
"""Embeds the migrations: migrations.inc, one entry a file, in order, with its SHA-256.

Usage: compile_sql.py OUTPUT_FOLDER FILE.... Refuses two files of one number and a name that is not NNNN-reason.sql.
"""
import hashlib
import pathlib
import re
import sys


def entries(files):
    numbers = set()
    for path in sorted(files):
        name = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.sql", path.name)
        if not name or int(name[1]) in numbers:
            sys.exit(f"{path}: migrations are named NNNN-reason.sql, one of each number")
        numbers.add(int(name[1]))
        text = path.read_bytes()
        digest = ", ".join(f"0x{byte:02x}" for byte in hashlib.sha256(text).digest())
        yield f'{{{int(name[1])}, "{path.name}", {{{{{digest}}}}},\n R"sql({text.decode()})sql"}},\n'


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1]) / "adapters/store/migrations.inc"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(entries(map(pathlib.Path, sys.argv[2:]))))
