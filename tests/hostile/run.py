#!/usr/bin/env python3
"""Hostile items, broken archives, missing sandbox layers and mistakes of the operator, through the
real programs: run.py BUILD [TEST...]. Everything it needs it makes itself, below a folder in /tmp.
"""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import archives  # noqa: E402
import configured  # noqa: E402
import cores  # noqa: E402
import decided  # noqa: E402
import documents  # noqa: E402
import films  # noqa: E402
import finds  # noqa: E402
import harness  # noqa: E402
import layers  # noqa: E402
import misdeeds  # noqa: E402
import mistakes  # noqa: E402
import nights  # noqa: E402
import permitted  # noqa: E402

TESTS = [archives.test_folders, archives.test_archives, archives.test_nothing, archives.test_attached, archives.test_in_front, archives.test_bombs, archives.test_many, archives.test_overflown, archives.test_mac, archives.test_never_filled, archives.test_missing, misdeeds.test_calls,
         misdeeds.test_leaves, layers.test_layers, mistakes.test_mistakes, mistakes.test_stores, mistakes.test_interruption, mistakes.test_interruption_at_the_end,
         mistakes.test_nobody, finds.test_find, finds.test_takedowns, permitted.test_allow, permitted.test_too_much,
         configured.test_consent_lists, configured.test_limits,
         nights.test_purge, nights.test_verify, nights.test_verified_later, nights.test_written_apart, nights.test_told, nights.test_notified, nights.test_silent,
         decided.test_decisions, cores.test_cores, cores.test_levels,
         documents.test_documents, films.test_films, mistakes.test_full_disk, misdeeds.test_misdeeds, misdeeds.test_slow_misdeeds,
         misdeeds.test_endless_leaves]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py BUILD [TEST...]")
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="schoolaudit-hostile-") as work:
        bench = harness.Bench(os.path.abspath(sys.argv[1]), work)
        for test in TESTS:
            name = test.__name__[5:]
            if sys.argv[2:] and name not in sys.argv[2:]:
                continue
            bench.asked = name in sys.argv[2:]
            started = time.monotonic()
            try:
                test(bench)
            except Exception as error:  # a test that breaks is a failure, and the others still run
                bench.check(name + "/ran to its end", False, "%s: %s" % (type(error).__name__, error))
            print("   %s: %.1f s" % (name, time.monotonic() - started), flush=True)
    sys.exit(1 if bench.failed else 0)


if __name__ == "__main__":
    main()
