#!/usr/bin/env python3
"""The stages of an audit, and what one scan leaves for the next: run.py BUILD [TEST...]. What two
ways of coming to the same run write is compared byte for byte.

STAGES_MOMENTS (50), STAGES_NIGHTS (6) and STAGES_SHARDS ("1 2 7 64") make it shorter.
"""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import again  # noqa: E402
import resume  # noqa: E402
import school  # noqa: E402
import shards  # noqa: E402
import slurm  # noqa: E402

TESTS = [shards.test_division, shards.test_told, shards.test_killed, shards.test_refusals, shards.test_parallel, slurm.test_slurm,
         again.test_again, again.test_kept, again.test_libraries, resume.test_resume, resume.test_nights]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py BUILD [TEST...]")
    os.umask(0o022)
    program = os.path.join(os.path.abspath(sys.argv[1]), "schoolaudit")
    asked = sys.argv[2:]
    tests = school.Tests()
    with tempfile.TemporaryDirectory(prefix="schoolaudit-stages-") as work:
        made = school.make_school(work)
        for test in TESTS:
            name = test.__name__[5:]
            if asked and name not in asked:
                continue
            started = time.monotonic()
            try:
                test(tests, made, program, work)
            except Exception as error:  # a test that breaks is a failure, and the others still run
                tests.check(name + " ran to its end", False, "%s: %s" % (type(error).__name__, error))
            print("   %s: %.1f s" % (name, time.monotonic() - started), flush=True)
    sys.exit(1 if tests.failed else 0)


if __name__ == "__main__":
    main()
