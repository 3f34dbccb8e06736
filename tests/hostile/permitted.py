"""What the school permits (--allow) and what is no finding (--traces): nothing is dropped, nothing leaks, no mistake passes."""

import os

from harness import page


def test_allow(bench):
    shop = page(0, "Taart van bakkerij Sanne de Zandwijk.")
    folder = bench.folder("allow", {"a.html": shop, "b.html": page(1), "schrijfster.html": b"<p>Een boek van Zandwijk.</p>"})
    lists = bench.folder("allow-lists", {
        "goed.csv": "Soort;Waarde;Reden;Tot\r\nnaam;sanne de zandwijk;winkel;\r\nnaam;Youssef el Quaddouri;;22-11-2026\r\n".encode(),
        "english.csv": b"kind,value\nfile,a.html\n",
        "soort.csv": "Soort;Waarde\r\nnaam;Zandwijk\r\nfoto;a.jpg\r\n".encode(),
        "datum.csv": "Soort;Waarde;Reden;Tot\r\nnaam;Zandwijk;;ooit\r\n".encode(),
        "kopjes.csv": "Iets;Anders\r\nnaam;Zandwijk\r\n".encode()})
    run = bench.audit("allow", [folder], "--allow", os.path.join(lists, "goed.csv"), "--traces")
    rows = run.query("SELECT p.number, m.tier, count(*) FROM (SELECT person, tier, form FROM mention UNION ALL"
                     " SELECT person, 'trace', form FROM trace) m JOIN person p ON p.id = m.person"
                     " WHERE m.form = 'full' GROUP BY 1, 2 ORDER BY 1")
    bench.check("allow/kept as traces, but for the lapsed one", rows == [("101", "trace", 2), ("102", "certain", 1)], rows)
    rows = run.query("SELECT DISTINCT p.number FROM finding f JOIN person p ON p.id = f.person WHERE f.rule = 'surname-published'")
    bench.check("allow/no finding of what may stay", rows == [("102",)], rows)
    rows = run.query("SELECT code, detail FROM warning WHERE code = 'allow-lapsed'")
    bench.check("allow/the lapsed row is told", rows == [("allow-lapsed", "1")], rows)
    with open(os.path.join(run.out, "traces.csv"), encoding="utf-8-sig") as source:
        traces = source.read()
    bench.check("allow/traces are listed", traces.count('"allowed') == 2 and "schrijfster.html" in traces, traces)
    bench.check("allow/no names where they are masked", not run.masked_leaks(), run.masked_leaks())
    run = bench.audit("allow-english", [folder], "--allow", os.path.join(lists, "english.csv"))
    bench.check("allow/English, commas", run.query("SELECT kind, value FROM allow") == [("file", "a.html")], run.complained)
    for name, word in (("soort.csv", "3"), ("datum.csv", "2"), ("kopjes.csv", "kopjes.csv")):
        bad = bench.audit("allow-bad", [folder], "--allow", os.path.join(lists, name))
        bench.check("allow/%s: status 65 and the line" % name, bad.status == 65 and word in bad.complained and name in bad.complained,
                    (bad.status, bad.complained))
    gone = bench.audit("allow-bad", [folder], "--allow", os.path.join(lists, "weg.csv"))
    bench.check("allow/a list that is not there: status 66", gone.status == 66, (gone.status, gone.complained))


def test_too_much(bench):
    """More in one text than is kept of it: the item is partial and says what is missing, the run is incomplete."""
    names = " ".join("Sanne de Zandwijk," for _ in range(20100))
    folder = bench.folder("too-much", {"veel.html": ("<p>%s</p>" % names).encode(), "b.html": page(1)})
    run = bench.audit("too-much", [folder])
    row = run.row("veel.html")
    bench.check("too-much/the item is partial", (row.get("state"), row.get("reason"), row.get("gap")) == ("partial", "limit-entries", "1"), row)
    bench.check("too-much/and says of what", row.get("detail") == "names", row)
    bench.check("too-much/the run is incomplete", run.status == 3, run.status)
