"""The CSV files that staff would send, and what a host must say about each of their rows."""
import csv
import io

APPLICATIONS = ("applicant_tax_code", "applicant_given_name", "applicant_family_name", "applicant_birth_date",
                "child_tax_code", "child_given_name", "child_family_name", "child_birth_date", "bracket", "isee_protocol")
CREDITS = ("tax_code", "given_name", "family_name", "birth_date", "amount", "dependent_child")
WHOLE_FAMILY = {"over_limit", "wrong_protocol"}  # Faults of every row of a family; the others are its first child's.


def written(header, rows):
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(header)
    table.writerows(rows)
    return out.getvalue().encode()


def person(someone):
    return [someone["tax_code"], someone["given_name"], someone["family_name"], someone["birth_date"].isoformat()]


def applications(families):
    """The file, and {line: fault} of the rows that must be refused."""
    rows, refused = [], {}
    for family in families:
        bracket = f"B{family['bracket']}" if family["bracket"] else ""
        for place, child in enumerate(family["children"]):
            rows.append([*person(family["applicant"]), *person(child), bracket, family["isee_protocol"]])
            if family["fault"] and (place == 0 or family["fault"] in WHOLE_FAMILY):
                refused[len(rows) + 1] = family["fault"]
    return written(APPLICATIONS, rows), refused


def credits(employees):
    return written(CREDITS, [[*person(e), e["amount"], "yes" if e["dependent_child"] else "no"] for e in employees])
