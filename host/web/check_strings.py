#!/usr/bin/env python3
"""Refuses a text of the pages that it.po does not translate, and a translation of a text that is gone.

usage: check_strings.py [--missing]   (--missing prints the entries to add, ready for it.po)
Messages are found where they are said: {{#t}}…{{/t}} in templates; SAY("…"), say(desk, request, "…") and the titles
of page(desk, request, "template", "…") in the pages' C++. White space of a template counts as one space.
"""
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
root = here.parent.parent
LITERAL = r'"((?:[^"\\]|\\.)*)"'
IN_CODE = [rf"SAY\(\s*{LITERAL}\s*\)", rf"\bsay\(\s*desk\s*,\s*request\s*,\s*{LITERAL}",
           rf'\bpage\(\s*desk\s*,\s*request\s*,\s*"[a-z_]+"\s*,\s*{LITERAL}']


def said():
    for file in sorted((here / "templates").glob("*.mustache")):
        for text in re.findall(r"\{\{#t\}\}(.*?)\{\{/t\}\}", file.read_text(), re.S):
            yield " ".join(text.split()), file.name
    for file in sorted((root / "host/adapters/http/pages").glob("*.cpp")):
        code = re.sub(r'"\s*\n\s*"', "", file.read_text())
        for pattern in IN_CODE:
            for text in re.findall(pattern, code):
                yield text.replace('\\"', '"'), file.name


def unquoted(lines):
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', lines))
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def translated(file):
    found = re.findall(r'^msgid ((?:"[^\n]*"\s*\n)+)msgstr ((?:"[^\n]*"\s*(?:\n|$))+)', file.read_text(), re.M)
    return {unquoted(message): unquoted(text) for message, text in found}


def main():
    where = dict(said())
    italian = translated(here / "locales/it.po")
    missing = sorted(text for text in where if not italian.get(text))
    gone = sorted(text for text in italian if text and text not in where)
    if "--missing" in sys.argv:
        for text in missing:
            print(f'#: {where[text]}\nmsgid "{text.replace(chr(34), chr(92) + chr(34))}"\nmsgstr ""\n')
        return 0
    for text in missing:
        print(f"{where[text]}: not translated: {text}")
    for text in gone:
        print(f"it.po: nobody says this any more: {text}")
    print(f"strings: {len(where)} said, {len(missing)} missing, {len(gone)} gone")
    return bool(missing or gone)


if __name__ == "__main__":
    sys.exit(main())
