"""Decisions on their way round: from what the page saves, through `decisions import`, into the runs that follow, until they lapse."""

import json
import os

from harness import page, sentences
from nights import night, program


def saved(bench, name, run, decisions, **more):
    """A file as the page writes it: the beginning of each fingerprint, and no name."""
    path = os.path.join(bench.work, name)
    with open(path, "w", encoding="utf-8") as target:
        json.dump({"schema": 1, "run": run, "made": "2026-11-01T10:00:00.000Z", "decisions": decisions, **more}, target)
    return path


def states(run):
    return dict(run.query("SELECT fingerprint, state FROM finding WHERE as_ = 'verdict'"))


def test_decisions(bench):
    folder = bench.folder("decided", {"a.html": page(0), "b.html": page(1), "c.html": page(2)})
    state = os.path.join(bench.work, "deciding")
    first = night(bench, folder, state, "2026-11-01")
    prints = sorted(states(first))
    name = dict(first.query("SELECT key, value FROM run"))["run-id"]
    bench.check("decided/three findings to decide on", len(prints) >= 3, prints)
    wrong = saved(bench, "vreemd.json", name, [{"fingerprint": prints[0][:24], "kind": "accepted", "reason": "conversation", "until": "2026-11-10"},
                                              {"fingerprint": "0" * 24, "kind": "removed"}])
    run = program(bench, "decisions", "import", wrong, "--state", state, "--today", "2026-11-02")
    bench.check("decided/a fingerprint of no finding is refused by name, and nothing is taken over", run.status == 65 and "000000" in run.complained
                and not os.path.exists(os.path.join(state, "decisions.log")), (run.status, run.complained))
    run = program(bench, "decisions", "import", saved(bench, "andere.json", "2020-01-01-00000000", []), "--state", state, "--today", "2026-11-02")
    bench.check("decided/a file of another run is refused", run.status in (65, 66) and len(sentences(run)) >= 1, (run.status, run.complained))
    right = saved(bench, "besluiten-%s.json" % name, name, [
        {"fingerprint": prints[0][:24], "kind": "accepted", "reason": "conversation", "until": "2026-11-10", "note": "besproken"},
        {"fingerprint": prints[1][:24], "kind": "unjust", "reason": "word", "until": "2027-11-01"}, {"fingerprint": prints[2][:24], "kind": "just"}])
    run = program(bench, "decisions", "import", right, "--state", state, "--today", "2026-11-02")
    bench.check("decided/the page's file is taken over", run.status == 0, (run.status, run.complained))
    second = night(bench, folder, state, "2026-11-08")
    found = states(second)
    bench.check("decided/the next run honours it", [found[one] for one in prints[:3]] == ["decided", "decided", "open"], found)
    bench.check("decided/so does its page", os.path.exists(os.path.join(second.out, "report.html")) and second.status in (1, 3), second.status)
    third = night(bench, folder, state, "2026-11-15")
    found = states(third)
    told = third.query("SELECT detail FROM warning WHERE code = 'decisions-lapsed'")
    bench.check("decided/after its day it counts no more, and the run says so", [found[one] for one in prints[:2]] == ["open", "decided"]
                and told == [("1",)], (found, told))
    log = os.path.join(state, "decisions.log")
    with open(log, encoding="utf-8") as source:
        lines = source.readlines()
    with open(log, "w", encoding="utf-8") as target:
        target.writelines([lines[0].replace("2026-11-10", "2036-11-10"), *lines[1:]])
    run = bench.audit("decided", [folder], "--today", "2026-11-22", out=os.path.join(state, "2026-11-22"))
    bench.check("decided/a log that was changed by hand is refused", run.status == 65 and len(sentences(run)) == 1, (run.status, run.complained))
