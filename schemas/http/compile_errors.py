#!/usr/bin/env python3
"""Compiles errors.json: the core's header of codes, and the table of problems for the HTTP adapter.

usage: compile_errors.py OUTPUT_FOLDER
Refuses a list in which a number or a name stands twice, or a text is missing in a language.
"""
import json
import pathlib
import sys


def checked(errors):
    for field in ("number", "name"):
        values = [e[field] for e in errors]
        twice = sorted({v for v in values if values.count(v) > 1})
        if twice:
            sys.exit(f"errors.json: {field} stands twice: {twice}")
    for e in errors:
        for text in ("title", "remedy"):
            if set(e[text]) != {"en", "it"} or not all(e[text].values()):
                sys.exit(f"errors.json: {e['name']}: {text} needs en and it")
    return sorted(errors, key=lambda e: e["number"])


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def main():
    here = pathlib.Path(__file__).parent
    out = pathlib.Path(sys.argv[1])
    errors = checked(json.loads((here / "errors.json").read_text())["errors"])

    header = ["// Generated from schemas/http/errors.json: every code with which the host refuses.", "#pragma once",
              "#include <buono/error.hpp>", "namespace buono::codes {"]
    header += [f"inline constexpr ErrorCode k{camel(e['name'])}{{{e['number']}}};" for e in errors]
    header += ["}  // namespace buono::codes", ""]

    rows = ["// Generated from schemas/http/errors.json: number, name, status, later, title and remedy en/it."]
    rows += [f"{{{e['number']}, \"{e['name']}\", {e['status']}, {str(e['later']).lower()}, "
             f"{quoted(e['title']['en'])}, {quoted(e['title']['it'])}, "
             f"{quoted(e['remedy']['en'])}, {quoted(e['remedy']['it'])}}}," for e in errors] + [""]

    for path, lines in {"core/register/codes.hpp": header, "adapters/http/problems.inc": rows}.items():
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(lines)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
        else:
            file.touch()


if __name__ == "__main__":
    main()
