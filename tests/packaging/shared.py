"""What these tests share: the programs, the tree, saying what came of it."""

import os
import re
import shutil
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = ["schoolaudit.1", "nl/schoolaudit.1", "schoolaudit-audit.5", "schoolaudit-mapping.5", "schoolaudit-policy.5", "schoolaudit-rule.5"]


def text(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as source:
        return source.read()


class Bench:
    def __init__(self, build, work):
        self.build, self.work, self.failed = build, work, 0
        self.program = os.path.join(build, "schoolaudit")

    def check(self, name, good, detail=""):
        if not good:
            self.failed += 1
            if detail:
                print("    " + str(detail).replace("\n", "\n    ")[:4000])
        print("%s packaging/%s" % ("ok" if good else "FAILED", name), flush=True)
        return good

    def skip(self, name, why):
        print("SKIPPED packaging/%s: %s" % (name, why), flush=True)

    def has(self, name, *tools):
        """Whether the tools are there; says which is not."""
        missing = [tool for tool in tools if not shutil.which(tool)]
        if missing:
            self.skip(name, "%s is not installed (make needed-deb)" % ", ".join(missing))
        return not missing

    def run(self, *words, **more):
        """(status, standard output, standard error) of a command in English."""
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", **more.pop("env", {})}
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600,
                              check=False, env=environment, **more)
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    def help(self, *command):
        return self.run(self.program, *command, "--help")[1]

    def commands(self):
        return re.findall(r"^  schoolaudit ([a-z-]+) ", self.help(), re.M)

    def options(self, command):
        return re.findall(r"^  (--[a-z-]+)", self.help(command), re.M)

    def make(self, *words):
        return self.run("make", "--no-print-directory", "-s", *words, "BUILD=" + self.build, cwd=TOP)
