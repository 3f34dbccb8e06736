"""What `make install` puts where, whether it runs from there, the units, and the Debian package."""

import hashlib
import os
import re
import shutil
import sqlite3

import examples
from shared import PAGES, TOP, text



def installed_page(name):
    """"nl/schoolaudit.1" goes below the folder of its language."""
    language, title = os.path.split(name)
    return os.path.join("share/man", language, "man" + title[-1], title)


INSTALLED = ["bin/schoolaudit", "libexec/schoolaudit/schoolaudit-worker", "lib/systemd/system/schoolaudit@.service",
             "lib/systemd/system/schoolaudit@.timer", "lib/sysusers.d/schoolaudit.conf",
             "share/bash-completion/completions/schoolaudit", "share/doc/schoolaudit/README.md",
             "share/doc/schoolaudit/examples/audit.yaml", "share/doc/schoolaudit/cluster/schoolaudit.sbatch",
             "share/doc/schoolaudit/cluster/schoolaudit-kubernetes.yaml"] + [installed_page(name) for name in PAGES]
EXPOSURE = 1.0  # of systemd-analyze security; above it somebody weakened the unit


def files(folder):
    return {os.path.relpath(os.path.join(here, name), folder) for here, _, names in os.walk(folder) for name in names}


def audited(bench, program, name):
    """A small audit by an installed program: status, what it complained of, and whether faces could be counted."""
    folder = os.path.join(bench.work, name)
    examples.fill(folder)
    out = os.path.join(folder, "audits", "2026-11-30")
    status, _, complained = bench.run(program, "audit", "--register", os.path.join(folder, "leerlingen.csv"), "--quiet", "--today",
                                      "2026-11-30", "--out", out, os.path.join(folder, "website-2026"))
    counted = None
    if os.path.exists(os.path.join(out, "audit.db")):
        with sqlite3.connect(os.path.join(out, "audit.db")) as store:
            counted = store.execute("SELECT value FROM run WHERE key = 'pixels-given'").fetchone()
    return status, complained, counted == ("1",)


def check_run(bench, name, program, weights):
    status, complained, counted = audited(bench, program, "run-" + name)
    bench.check("%s/the program finds its worker" % name, status in (1, 3) and not complained, (status, complained))
    if weights:
        bench.check("%s/the worker finds the numbers of the face detector" % name, counted)
    else:
        bench.skip("%s/the worker finds the numbers of the face detector" % name, "they could not be fetched when this was built")


def test_install(bench):
    destination = os.path.join(bench.work, "destination")
    weights = os.path.exists(os.path.join(bench.build, "faces.weights"))
    status, _, complained = bench.make("install", "PREFIX=/opt/audit", "DESTDIR=" + destination)
    wanted = set("opt/audit/" + name for name in INSTALLED + ["share/doc/schoolaudit/LICENSE"])
    if weights:
        wanted.add("opt/audit/libexec/schoolaudit/faces.weights")
    bench.check("install/each thing in its place, and no other", status == 0 and files(destination) == wanted,
                (complained, files(destination) ^ wanted))
    with open(os.path.join(destination, "opt/audit/lib/systemd/system/schoolaudit@.service"), encoding="utf-8") as unit:
        bench.check("install/the unit names the program by its prefix", "ExecStart=/opt/audit/bin/schoolaudit audit" in unit.read())
    check_run(bench, "install", os.path.join(destination, "opt/audit/bin/schoolaudit"), weights)


def test_units(bench):
    unit = text("packaging/systemd/schoolaudit@.service.in")
    for wanted in ("PrivateNetwork=yes", "ProtectSystem=strict", "SuccessExitStatus=1\n", "OOMPolicy=continue", "--require-sandbox"):
        bench.check("units/" + wanted.strip(), wanted in unit)
    bench.check("units/a bound on memory", re.search(r"^MemoryMax=\d", unit, re.M))
    bench.check("units/a night that was missed is made up for", "Persistent=yes" in text("packaging/systemd/schoolaudit@.timer"))
    if not bench.has("units/systemd-analyze", "systemd-analyze"):
        return
    prefix = os.path.join(bench.work, "prefix")
    bench.make("install", "PREFIX=" + prefix)
    units = os.path.join(prefix, "lib/systemd/system")
    status, printed, complained = bench.run("systemd-analyze", "verify", "--man=no", "schoolaudit@demo.service", "schoolaudit@demo.timer",
                                            env={"SYSTEMD_UNIT_PATH": units + ":"})
    wrong = [line for line in (printed + complained).splitlines() if "schoolaudit" in line]
    bench.check("units/systemd-analyze verify", status == 0 and not wrong, (status, printed + complained))
    status, printed, complained = bench.run("systemd-analyze", "security", "--no-pager", "--offline=yes", "schoolaudit@demo.service",
                                            env={"SYSTEMD_UNIT_PATH": units + ":"})
    level = re.search(r"Overall exposure level[^\n]*: ([\d.]+)", printed)
    bench.check("units/systemd-analyze security: %s, at most %s" % (level.group(1) if level else "?", EXPOSURE),
                level and float(level.group(1)) <= EXPOSURE, complained)


def digest(path):
    with open(path, "rb") as source:
        return hashlib.sha256(source.read()).hexdigest()


def build(bench):
    status, printed, complained = bench.run("packaging/deb/build.sh", bench.build, cwd=TOP)
    lines = printed.split("\n")
    return os.path.join(TOP, lines[-2]) if status == 0 and len(lines) > 1 else None, complained


def test_deb(bench):
    if not bench.has("deb", "dpkg-deb", "dpkg-shlibdeps", "strip", "xz"):
        return
    deb, complained = build(bench)
    if not bench.check("deb/it is built", deb and os.path.exists(deb), complained):
        return
    first = digest(deb)
    bench.check("deb/built again it is the same byte for byte", build(bench)[0] == deb and digest(deb) == first)
    root = os.path.join(bench.work, "unpacked")
    bench.run("dpkg-deb", "-x", deb, root)
    weights = os.path.exists(os.path.join(bench.build, "faces.weights"))
    wanted = {"usr/" + name + (".gz" if name.startswith("share/man/") else "") for name in INSTALLED}
    wanted |= {"usr/share/doc/schoolaudit/changelog.gz", "usr/share/doc/schoolaudit/copyright", "usr/share/lintian/overrides/schoolaudit"}
    if weights:
        wanted.add("usr/libexec/schoolaudit/faces.weights")
    bench.check("deb/each thing in its place, and no other", files(root) == wanted, files(root) ^ wanted)
    bench.check("deb/a folder for the audit files", os.path.isdir(os.path.join(root, "etc/schoolaudit")))
    version = bench.run(bench.program, "--version")[1].split()[-1]
    _, fields, _ = bench.run("dpkg-deb", "-f", deb, "Version", "Depends")
    bench.check("deb/the program's version, and what it needs", "Version: %s\n" % version in fields and "libarchive13" in fields
                and "libpoppler-glib8" in fields and "tzdata" in fields, fields)
    _, listing, _ = bench.run("dpkg-deb", "-c", deb)
    bench.check("deb/everything is root's and nobody else may write", all(re.match(r"[-dl]r.x?.-..-.. root/root ", line) or
                re.match(r"[-dl]rw[x-]r-[x-]r-[x-] root/root ", line) for line in listing.splitlines()), listing)
    control = os.path.join(bench.work, "control")
    bench.run("dpkg-deb", "-e", deb, control)
    scripts = [os.path.join(control, name) for name in ("postinst", "prerm", "postrm")]
    bench.check("deb/its scripts are shell", all(bench.run("sh", "-n", script)[0] == 0 for script in scripts))
    check_run(bench, "deb", os.path.join(root, "usr/bin/schoolaudit"), weights)
    if bench.has("deb/lintian", "lintian"):
        as_root = ["--allow-root"] if os.geteuid() == 0 else []
        status, printed, complained = bench.run("lintian", *as_root, "--fail-on", "error,warning", "--info", deb)
        bench.check("deb/lintian", status == 0 and not printed.strip(), printed + complained)
    shutil.rmtree(root)
