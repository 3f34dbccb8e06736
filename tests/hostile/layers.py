"""Layers of the sandbox that a kernel denies: the run goes on and says so, or refuses when asked."""

import os

from harness import conserved, digests, page, sentences
from misdeeds import item


def said(run, layer):
    """Whether manifest, store and report say that the layer is missing."""
    missing = run.manifest().get("run", {}).get("sandbox-missing", "")
    warned = run.query("SELECT detail FROM warning WHERE code = 'sandbox-missing'")
    report = os.path.join(run.out, "report.html")
    shown = True
    if os.path.exists(report):
        with open(report, encoding="utf-8") as source:
            shown = layer in source.read().lower()
    return layer in missing and any(layer in (detail or "") for detail, in warned) and shown


def test_layers(bench):
    folder = bench.folder("layers", {"a.html": page(0), "open.txt": item("open"), "socket.txt": item("socket")})
    whole = bench.audit("layers-all", [folder])
    missing = whole.manifest().get("run", {}).get("sandbox-missing", "")
    present = [layer for layer in ("landlock", "seccomp", "no-new-privs", "rlimits") if layer not in missing]
    for layer in ("landlock", "seccomp"):
        if layer not in present:
            bench.skip("layers/" + layer, "this machine's kernel denies %s to everybody" % layer)
    bench.check("layers/without any left out nothing is said to be missing",
                whole.out and (missing in ("", "[]") or len(present) < 4), missing)
    cases = [("landlock", {"SCHOOLAUDIT_LANDLOCK_ABI_MAX": "0"}),
             ("seccomp", {"SCHOOLAUDIT_SANDBOX_WITHOUT": "seccomp"}),
             ("rlimits", {"SCHOOLAUDIT_SANDBOX_WITHOUT": "rlimits"})]
    for layer, env in cases:
        if layer not in present:
            continue
        run = bench.audit("layers-" + layer, [folder], env=env)
        bench.check("layers/without %s the run goes on" % layer,
                    run.status in (2, 3) and run.named_in("a.html") == {"101"}, (run.status, run.complained))
        bench.check("layers/without %s the report says so" % layer, said(run, layer),
                    (run.manifest().get("run"), run.query("SELECT * FROM warning")))
        conserved(bench, "layers-" + layer, run)
        bench.check("layers/without %s another layer refuses to open a file" % layer,
                    run.row("open.txt").get("reason") == "unreadable" or len(present) < 4, run.row("open.txt"))
        if layer == "seccomp":
            bench.check("layers/the test sees a call that goes through",
                        run.row("socket.txt").get("reason") == "sandbox-violation", run.row("socket.txt"))
        before = digests(run.out)
        refused = bench.audit("layers-" + layer, [folder], "--require-sandbox", env=env)
        bench.check("layers/without %s --require-sandbox refuses" % layer,
                    refused.status == 77 and len(sentences(refused)) == 1 and layer in refused.complained,
                    (refused.status, refused.complained))
        bench.check("layers/then the previous report stays (%s)" % layer, before and digests(run.out) == before)
    if len(present) == 4:
        run = bench.audit("layers-required", [folder], "--require-sandbox")
        bench.check("layers/with all of them --require-sandbox runs", run.status in (2, 3), (run.status, run.complained))
