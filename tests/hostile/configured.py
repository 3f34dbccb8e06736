"""What only an audit file can say: several lists of consents, and limits of the school's own."""

import io
import os
import subprocess
import zipfile

from harness import CANARIES, Run, digests, page, sentences


def archive(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in members.items():
            target.writestr(name, data)
    return packed.getvalue()


def configured(bench, name, body, *options, day="2026-11-23"):
    """A run by an audit file."""
    out = os.path.join(bench.work, "out", name, day)
    config = bench.folder("config-" + name, {"audit.yaml": ("register: {file: %s}\nout: %s\n%s" % (bench.register, out, body)).encode()})
    command = bench.command([], out)  # the programs' place
    done = subprocess.run([command[0], "audit", "--config", os.path.join(config, "audit.yaml"), "--today", day, "--no-faces", "--quiet",
                           *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode(), out)


def test_consent_lists(bench):
    folder = bench.folder("consented", {"a.html": page(0), "b.html": page(1)})
    lists = bench.folder("consent-lists", {
        "one.csv": "Leerlingnummer;Foto Facebook\r\n101;Ja\r\n102;Ja\r\n".encode(),
        "two.csv": "Naam;Nieuwsbrief;Foto Facebook\r\nel Quaddouri, Youssef;Nee;Nee\r\n".encode(),
        "broken.csv": "Leerlingnummer;Foto Facebook\r\n101;misschien ooit\r\n".encode()})
    body = "inputs: [{path: %s}]\nconsents:\n  - {file: %s/one.csv, key: [id]}\n  - {file: %s/two.csv}\n" % (folder, lists, lists)
    run = configured(bench, "two lists", body)
    rows = run.query("SELECT p.number, c.channel, c.answer FROM consent c JOIN person p ON p.id = c.person WHERE c.channel IN ('facebook', 'newsletter')"
                     " ORDER BY 1, 2, 3")
    bench.check("configured/two lists of consents are joined", run.status in (0, 1, 2, 3) and rows ==
                [("101", "facebook", "yes"), ("102", "facebook", "no"), ("102", "facebook", "yes"), ("102", "newsletter", "no")], (run.complained, rows))
    given = dict(run.query("SELECT kind, path FROM given WHERE kind LIKE 'consents%'"))
    bench.check("configured/both are remembered for verify", sorted(given) == ["consents", "consents-2"] and given["consents-2"].endswith("two.csv"), given)
    os.unlink(os.path.join(lists, "two.csv"))
    run = configured(bench, "two lists", body, day="2026-11-24")
    bench.check("configured/one that is missing ends the run", run.status == 66 and len(sentences(run)) == 1 and "two.csv" in run.complained,
                (run.status, run.complained))
    run = configured(bench, "two lists", body, "--dry-run")
    told = "".join(run.printed.split())
    bench.check("configured/--dry-run tells of both, and what is missing", run.status == 66 and "one.csv(id)" in told and "two.csv:notfound" in told,
                run.printed)


def test_limits(bench):
    inner = archive({"diep.html": page(0)})
    folder = bench.folder("limited", {"site.zip": archive({"klein.html": page(0), "groot.html": page(1, "x" * 5000), "in.zip": inner}),
                                      "los.html": page(2, "x" * 5000)})
    before = digests(folder)
    inputs = "inputs: [{path: %s}]\n" % folder
    free = configured(bench, "limits not set", inputs)
    bench.check("configured/without limits everything is read", free.status == 1
                and all(free.row(name)["state"] == "read" for name in ("groot.html", "diep.html", "los.html")), free.ledger())
    run = configured(bench, "limits", inputs + "limits: {item-bytes: 4K, depth: 1}\n")
    rows = {name: (run.row(name).get("state"), run.row(name).get("reason")) for name in ("klein.html", "groot.html", "in.zip", "los.html")}
    bench.check("configured/what is beyond a limit is a gap with its reason", run.status == 3 and rows == {
        "klein.html": ("read", ""), "groot.html": ("skipped", "limit-bytes"), "in.zip": ("partial", "limit-depth"), "los.html": ("read", "")}, rows)
    bench.check("configured/the run remembers its limits", run.query("SELECT value FROM run WHERE key = 'limits'") == [("depth=1,item-bytes=4096",)]
                and free.query("SELECT value FROM run WHERE key = 'limits'") == [])
    with open(os.path.join(run.out, "report.html"), encoding="utf-8") as report:
        bench.check("configured/the report tells them", "depth=1,item-bytes=4096" in report.read())
    run = configured(bench, "entries", inputs + "limits: {entries: 2}\n")
    bench.check("configured/a limit of members", run.status == 3 and run.row("site.zip")["reason"] == "limit-entries", run.ledger())
    run = configured(bench, "dry", inputs + "limits: {item-bytes: 4K}\n", "--dry-run")
    bench.check("configured/--dry-run tells the limits", run.status == 0 and "item-bytes=4096" in run.printed, run.printed)
    run = configured(bench, "wrong", inputs + "limits: {item-bytes: heel veel}\n")
    bench.check("configured/a limit that is none: status 78, one sentence with its line", run.status == 78 and len(sentences(run)) == 1
                and "audit.yaml:4:22" in run.complained and "heel veel" in run.complained, (run.status, run.complained))
    bench.check("configured/no names, nothing touched", digests(folder) == before and not any(word in run.complained for word in CANARIES))
