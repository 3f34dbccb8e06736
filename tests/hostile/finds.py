"""schoolaudit find: everything on one person, from a run or straight from exports, nobody else; and lists that name what
should go."""

import os
import subprocess

from harness import CANARIES, Run, page, sentences


def find(bench, place, *options, name=None):
    temporary = os.path.join(bench.work, "tmp")
    os.makedirs(temporary, exist_ok=True)
    done = subprocess.run([os.path.join(bench.programs, "schoolaudit"), "find", "--today", "2026-11-23", *options, *place],
                          input=(name or "").encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False,
                          env={**os.environ, "TMPDIR": temporary})
    left = [entry for entry in os.listdir(temporary) if entry.startswith("schoolaudit-find")]
    bench.check("find/%s: nothing is left behind" % " ".join(options), not left, left)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), "")


def holds(bench, name, run, words, others):
    text = " ".join(run.printed.split())
    bench.check("find/%s: status 0" % name, run.status == 0, (run.status, run.complained))
    bench.check("find/%s: says what there is" % name, all(word in text for word in words), run.printed)
    bench.check("find/%s: others are masked" % name, not any(word in run.printed for word in others), run.printed)
    bench.check("find/%s: 80 columns" % name, max(map(len, run.printed.splitlines()), default=0) <= 80, run.printed)


def test_find(bench):
    both = page(0).replace(b"</p>", b" Youssef el Quaddouri stond ernaast, en Pleun van Nergensoord ook.</p>")
    deep = "/".join(["een-map-met-een-lange-naam"] * 6)
    folder = bench.folder("find", {"a.html": both, deep + "/sanne-de-zandwijk.html": page(1), "c.html": page(2)})
    run = bench.audit("find", [folder])
    others = CANARIES[1:]
    holds(bench, "number, Dutch", find(bench, [run.out], "--id", "101", "--language", "nl"),
          ["101 Sanne de Zandwijk", "Met naam genoemd (2)", "In het register", "Bevindingen ("], others)
    holds(bench, "name, English", find(bench, [run.out], "--language", "en", name="Zandwijk, Sanne de\n"),
          ["101 Sanne de Zandwijk", "Named (2)", "Answers on consent (1)", "Image"], others)
    holds(bench, "name in no list", find(bench, [run.out], "--language", "en", name="Pleun van Nergensoord\n"),
          ["In no list", "a.html"], CANARIES)
    holds(bench, "straight from exports", find(bench, [folder], "--language", "en", "--quiet", "--register", bench.register,
                                               name="Pleun van Nergensoord\n"),
          ["Pleun van Nergensoord", "Named (1)", "a.html"], CANARIES)
    holds(bench, "nothing", find(bench, [run.out], "--language", "en", name="Iemand Anders\n"), ["Nothing found"], CANARIES)
    for name, status, wrong in (("no such number", 66, find(bench, [run.out], "--id", "999")),
                                ("no name", 64, find(bench, [run.out], name="")),
                                ("no place", 64, find(bench, [], "--id", "101")),
                                ("no such input", 66, find(bench, [os.path.join(bench.work, "nergens")], "--id", "101"))):
        bench.check("find/%s: status %d, one sentence" % (name, status),
                    wrong.status == status and len(sentences(wrong)) == 1, (wrong.status, wrong.complained))


def test_takedowns(bench):
    folder = bench.folder("takedowns", {"nieuws/a.html": page(0), "b.html": page(1)})
    lists = bench.folder("takedown-lists", {
        "goed.csv": "Datum;Leerlingnummer;URL of bestand;Opmerking\r\n1-11-2026;101;https://school.example/nieuws/a.html;brief\r\n"
                    "20-11-2026;;verdwenen.jpg;\r\n".encode(),
        "datum.csv": "Datum;Leerlingnummer;Bestand\r\nooit;101;a.html\r\n".encode(),
        "wie.csv": "Datum;Leerlingnummer;Bestand\r\n1-11-2026;999;a.html\r\n".encode(),
        "leeg.csv": "Datum;Leerlingnummer;Bestand\r\n1-11-2026;;\r\n".encode()})
    run = bench.audit("takedowns", [folder], "--takedowns", os.path.join(lists, "goed.csv"))
    bench.check("takedowns/open and met", run.query("SELECT state FROM takedown ORDER BY id") == [("open",), ("met",)],
                run.query("SELECT * FROM takedown"))
    rows = run.query("SELECT as_, reason FROM finding WHERE rule = 'takedown-open'")
    bench.check("takedowns/a finding with the age in days", rows == [("verdict", 'requested {"day":"2026-11-01","n":22}\nmeant-by-place')], rows)
    bench.check("takedowns/no names where they are masked", not run.masked_leaks(), run.masked_leaks())
    for name, word in (("datum.csv", "2"), ("wie.csv", "2"), ("leeg.csv", "2")):
        bad = bench.audit("takedowns", [folder], "--takedowns", os.path.join(lists, name))
        bench.check("takedowns/%s: status 65 and the line" % name, bad.status == 65 and word in bad.complained and name in bad.complained,
                    (bad.status, bad.complained))
