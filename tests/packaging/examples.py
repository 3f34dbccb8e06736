"""The examples of the manual pages, and the audit file that is installed as one, work as they stand."""

import json
import os
import re
import sqlite3

from pages import page
from shared import text

HEADERS = "Leerlingnummer;Roepnaam;Voorvoegsel;Achternaam;Groep;Toestemming website\r\n"
PUPILS = HEADERS + "101;Sanne;de;Zandwijk;7;Ja\r\n102;Youssef;el;Quaddouri;7;Nee\r\n"
STAFF = "roepnaam;voorvoegsel;achternaam;rol;e-mail;account\r\nAnna;;Bakker;leerkracht;a.bakker@vlinderhof.example;juf_anna\r\n"


def example(name, number=0):
    """A literal block of a page's examples, as a reader would copy it."""
    body = page(name)
    blocks = re.findall(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed", body[body.index(".Sh EXAMPLES"):], re.M | re.S)
    return blocks[number].replace("\\-", "-").replace("\\e", "\\")


def put(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as target:
        target.write(content)
    return path


def fill(folder):
    """What the audit files name, small."""
    put(folder, "leerlingen.csv", PUPILS)
    put(folder, "leerlingen.xlsx", "only looked at for being there\n")
    put(folder, "toestemming-foto.csv", "Leerlingnummer;Foto op website\r\n101;Ja\r\n")
    put(folder, "toestemming-nieuwsbrief.csv", "Leerlingnummer;Nieuwsbrief\r\n101;Nee\r\n")
    put(folder, "nieuwsbrief.map.yaml", "columns: {\"Nieuwsbrief\": {consent: image, channel: newsletter}}\n")
    put(folder, "medewerkers.csv", STAFF)
    put(folder, "exports/site-1.tar.gz", "")
    put(folder, "exports/facebook-1.zip", "")
    put(folder, "website-2026/index.html", "<title>Nieuws</title><p>In groep 7 won Sanne de Zandwijk de wedstrijd.</p>")
    put(folder, "facebook-1.zip", "")


def test_pages(bench):
    folder = os.path.join(bench.work, "examples")
    fill(folder)
    config = put(folder, "audit.yaml", example("schoolaudit-audit.5"))
    status, printed, complained = bench.run(bench.program, "audit", "--config", config, "--dry-run", "--today", "2026-11-30")
    bench.check("examples/schoolaudit-audit(5)", status == 0 and "site-1.tar.gz" in "".join(printed.split()), (status, printed, complained))
    columns = put(folder, "own.map.yaml", example("schoolaudit-mapping.5"))
    rows = put(folder, "own.csv", "Stamnr;Naam;Website;Nieuwsbrief;Bezwaar foto's;Datum;Ingetrokken;Dossier\r\n"
               "1;Zandwijk, Sanne de;x;alleen groepsfoto;Nee;1-9-2026;;map 3\r\n2;Quaddouri, Youssef el;x;x;Ja;1-9-2026;;map 3\r\n")
    status, printed, complained = bench.run(bench.program, "register", "check", "--mapping", columns, rows)
    bench.check("examples/schoolaudit-mapping(5)", status == 0, (status, printed, complained))
    policy = put(folder, "vlinderhof.yaml", example("schoolaudit-policy.5"))
    status, printed, complained = bench.run(bench.program, "audit", "--dry-run", "--policy", policy, "--register",
                                            os.path.join(folder, "leerlingen.csv"), os.path.join(folder, "website-2026"))
    bench.check("examples/schoolaudit-policy(5)", status == 0 and "vlinderhof" in printed, (status, printed, complained))
    rule = example("schoolaudit-rule.5")
    store = sqlite3.connect(":memory:")
    store.executescript(text("auditor/store/schema.sql"))
    counted, found = re.search(r"-- checked:\n(.*?)-- findings:\n(.*)", rule, re.S).groups()
    values = {"access": json.dumps(["public"])}
    bench.check("examples/schoolaudit-rule(5)", store.execute(counted, values).fetchall() == [(0,)]
                and "item" in [column[0] for column in store.execute(found, values).description])


def test_audit_file(bench):
    folder = os.path.join(bench.work, "vlinderhof")
    fill(folder)
    sent = text("packaging/examples/audit.yaml")
    bench.check("examples/audit.yaml speaks to a Dutch and an English reader", "Kopieer" in sent and "Copy" in sent)
    for name, body in (("as it stands", sent), ("with every line that is switched off",
                                                re.sub(r"(?m)^# ((?:consents|takedowns|timetable|allow|metrics-file):|  - \{file)", r"\1", sent))):
        body = body.replace("/srv/schoolaudit/vlinderhof", folder).replace("/srv/schoolaudit", folder)
        body = body.replace("/var/lib/schoolaudit/vlinderhof", folder + "/state")
        for missing in ("toestemming-foto.xlsx", "verwijderverzoeken.csv", "rooster.csv", "vakanties.csv", "toegestaan.csv"):
            put(folder, missing, "x\n")
        status, printed, complained = bench.run(bench.program, "audit", "--config", put(folder, "audit.yaml", body), "--dry-run")
        bench.check("examples/audit.yaml, " + name, status == 0, (status, printed, complained))
