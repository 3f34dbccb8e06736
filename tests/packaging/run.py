#!/usr/bin/env python3
"""What is installed beside the programs: run.py BUILD [TEST...]. Manual pages, completion and units are held against the
program, so that none of them tells of what is not there or keeps silent about what is; and the package is built and unpacked."""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import completion  # noqa: E402
import examples  # noqa: E402
import package  # noqa: E402
import pages  # noqa: E402
from shared import Bench  # noqa: E402

TESTS = [pages.test_options, pages.test_keys, pages.test_form, examples.test_pages, examples.test_audit_file, completion.test_completion,
         package.test_install, package.test_units, package.test_deb]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py BUILD [TEST...]")
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="schoolaudit-packaging-") as work:
        bench = Bench(os.path.abspath(sys.argv[1]), work)
        for test in TESTS:
            if sys.argv[2:] and test.__name__[5:] not in sys.argv[2:]:
                continue
            try:
                test(bench)
            except (OSError, ValueError, LookupError, subprocess.SubprocessError) as error:
                bench.check(test.__name__[5:] + "/ran to its end", False, "%s: %s" % (type(error).__name__, error))
    sys.exit(1 if bench.failed else 0)


if __name__ == "__main__":
    main()
