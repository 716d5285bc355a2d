#!/usr/bin/env python3
"""Compiles openapi.yaml: the declarations of the handlers, the route table, and /openapi.json.

usage: compile_routes.py OUTPUT_FOLDER
Refuses an operation without x-policy, operationId, tag or answers, with a role that roles.json does not list, with a
body but no content type, with a path parameter that is not declared, or with an operationId that stands twice.

Read from each operation, besides OpenAPI's own members:
  x-policy: {roles: [family, ente]}   who may; the list [anyone] needs no session. `csrf: false` only for log-in.
  x-body-max: 65536                   bytes of body; 65536 where it is not written, 0 where nothing is read.
"""
import json
import pathlib
import re
import sys

import yaml

METHODS = ("get", "post", "put", "patch", "delete")
BODY_MAX = 65536


class NoDuplicates(yaml.SafeLoader):
    """Two helpers of the same name must not silently become one."""


def mapping(loader, node):
    names = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({str(n) for n in names if names.count(n) > 1})
    if twice:
        sys.exit(f"openapi.yaml:{node.start_mark.line + 1}: stands twice: {', '.join(twice)}")
    return loader.construct_mapping(node, deep=True)


NoDuplicates.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, mapping)
# Dates in examples stay text: JSON knows no dates.
NoDuplicates.yaml_implicit_resolvers = {
    first: [(tag, expr) for tag, expr in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def resolved(document, part):
    while isinstance(part, dict) and "$ref" in part:
        target = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            if step not in target:
                sys.exit(f"openapi.yaml: {part['$ref']} leads nowhere")
            target = target[step]
        part = target
    return part


def every_reference(document, part, where=""):
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            resolved(document, part)
        for name, inner in part.items():
            every_reference(document, inner, f"{where}/{name}")
    elif isinstance(part, list):
        for inner in part:
            every_reference(document, inner, where)


def roles_of(name, operation, known):
    policy = operation.get("x-policy")
    if not isinstance(policy, dict) or not policy.get("roles"):
        sys.exit(f"openapi.yaml: {name}: needs x-policy: {{roles: [...]}}")
    odd = sorted(set(policy) - {"roles", "csrf"})
    if odd:
        sys.exit(f"openapi.yaml: {name}: x-policy does not know {odd}")
    for role in policy["roles"]:
        if role not in known:
            sys.exit(f"openapi.yaml: {name}: roles.json does not list the role {role!r}")
    return policy


def route(document, path, method, operation, shared, known):
    name = operation.get("operationId")
    if not name or not re.fullmatch(r"[a-z][A-Za-z0-9]*", name):
        sys.exit(f"openapi.yaml: {method} {path}: needs an operationId in camelCase")
    for member in ("tags", "summary", "responses"):
        if not operation.get(member):
            sys.exit(f"openapi.yaml: {name}: needs {member}")
    parameters = [resolved(document, p) for p in shared + operation.get("parameters", [])]
    in_path = {p["name"] for p in parameters if p["in"] == "path"}
    if in_path != set(re.findall(r"{(\w+)}", path)):
        sys.exit(f"openapi.yaml: {name}: the path parameters of {path} and the declared ones differ")
    policy = roles_of(name, operation, known)
    mask = (1 << len(known)) - 1 if "anyone" in policy["roles"] else sum(1 << known.index(r) for r in policy["roles"])
    content = resolved(document, operation.get("requestBody", {})).get("content", {})
    if "requestBody" in operation and len(content) != 1:
        sys.exit(f"openapi.yaml: {name}: a requestBody names exactly one content type")
    key = next((p for p in parameters if p["in"] == "header" and p["name"] == "Idempotency-Key"), None)
    answers = {kind for r in operation["responses"].values() for kind in resolved(document, r).get("content", {})}
    return {
        "name": name, "method": method.upper(), "path": path, "roles": mask, "reads": next(iter(content), ""),
        "body_max": int(operation.get("x-body-max", BODY_MAX if content else 0)),
        "key": bool(key and key.get("required")), "page": "text/html" in answers, "csrf": policy.get("csrf", True)}


def routes_of(document, known):
    routes = []
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                routes.append(route(document, path, method, item[method], item.get("parameters", []), known))
    names = [r["name"] for r in routes]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        sys.exit(f"openapi.yaml: operationId stands twice: {twice}")
    shapes = [(r["method"], re.sub(r"{\w+}", "{}", r["path"])) for r in routes]
    twice = sorted({s for s in shapes if shapes.count(s) > 1})
    if twice:
        sys.exit(f"openapi.yaml: two paths differ only by the name of a parameter: {twice}")
    return routes


def truth(value):
    return "true" if value else "false"


def declarations(routes):
    lines = ["// Generated from schemas/http/openapi.yaml: every operation, each a handler somebody must write.",
             "#pragma once", '#include "adapters/http/desk.hpp"', '#include "adapters/http/exchange.hpp"',
             "namespace buono::http::operations {"]
    lines += [f"Response {r['name']}(Desk&, const Request&);" for r in routes]
    return lines + ["}  // namespace buono::http::operations", ""]


def rows(routes):
    lines = ["// Generated from schemas/http/openapi.yaml: method, path, operation, handler, roles, body_max, reads,",
             "// key_required, page, csrf."]
    lines += [f'{{"{r["method"]}", "{r["path"]}", "{r["name"]}", &operations::{r["name"]}, {r["roles"]}, '
              f'{r["body_max"]}, "{r["reads"]}", {truth(r["key"])}, {truth(r["page"])}, {truth(r["csrf"])}}},'
              for r in routes]
    return lines + [""]


def embedded(document):
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    pieces = [text[i:i + 4000] for i in range(0, len(text), 4000)]  # A literal has a length some compilers mind.
    return ["// Generated from schemas/http/openapi.yaml: the same document as JSON."] + [
        f'R"__json({piece})__json"' for piece in pieces] + [""]


def main():
    here = pathlib.Path(__file__).parent
    out = pathlib.Path(sys.argv[1])
    document = yaml.load((here / "openapi.yaml").read_text(), NoDuplicates)
    known = [r["name"] for r in json.loads((here / "roles.json").read_text())["roles"]]
    every_reference(document, document)
    routes = routes_of(document, known)
    made = {"operations.hpp": declarations(routes), "routes.inc": rows(routes), "openapi_json.inc": embedded(document)}
    for name, lines in made.items():
        file = out / "adapters/http" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(lines)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
        else:
            file.touch()


if __name__ == "__main__":
    main()
