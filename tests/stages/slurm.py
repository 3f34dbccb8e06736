"""Shards by a real Slurm: controller, node and munge of our own, on loopback, for this test only."""

import os
import shutil
import socket
import subprocess
import time

from school import BOUND, TOP, clean, differing, one_go, run_env

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "sinfo")
PATH = "/usr/sbin:/sbin:" + os.environ.get("PATH", "")
SETTINGS = """ClusterName=schoolaudit
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={0}/munge.socket
CredType=cred/munge
CommunicationParameters=NoInAddrAny
SlurmctldPort={1}
SlurmdPort={2}
SlurmctldPidFile={0}/slurmctld.pid
SlurmdPidFile={0}/slurmd.pid
SlurmctldLogFile={0}/slurmctld.log
SlurmdLogFile={0}/slurmd.log
StateSaveLocation={0}/state
SlurmdSpoolDir={0}/spool
SwitchType=switch/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """One machine that is controller and node."""

    def __init__(self, folder):
        self.folder, self.processes = clean(folder), []
        os.makedirs(os.path.join(folder, "state"))
        os.makedirs(os.path.join(folder, "spool"))
        self.settings = os.path.join(folder, "slurm.conf")
        with open(self.settings, "w", encoding="ascii") as target:
            target.write(SETTINGS.format(folder, *free_ports(2)))
        with open(os.path.join(folder, "munge.key"), "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as target:
            target.write(os.urandom(1024))
        self.env = {**run_env(), "PATH": PATH, "SLURM_CONF": self.settings}

    def start(self, *command):
        with open(os.path.join(self.folder, command[0] + ".out"), "wb") as target:
            self.processes.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=target, stderr=target, env=self.env))

    def begin(self):
        """NULL when it is ready, else why it is not."""
        names = {name: os.path.join(self.folder, "munge." + name) for name in ("key", "socket", "pid", "log", "seed")}
        self.start("munged", "--foreground", "--force", "--key-file=" + names["key"], "--socket=" + names["socket"],
                   "--pid-file=" + names["pid"], "--log-file=" + names["log"], "--seed-file=" + names["seed"])
        if not self.wait_for(lambda: os.path.exists(names["socket"])):
            return "munged does not start"
        self.start("slurmctld", "-D", "-f", self.settings)
        self.start("slurmd", "-D", "-f", self.settings, "-N", "localhost")
        return None if self.wait_for(self.is_idle) else "no node gets ready"

    def is_idle(self):
        done = subprocess.run(["sinfo", "-h", "-o", "%T"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=60, check=False, env=self.env)
        return done.stdout.strip() == b"idle"

    def wait_for(self, ready):
        for _ in range(120):
            if any(process.poll() is not None for process in self.processes):
                return False
            if ready():
                return True
            time.sleep(0.25)
        return False

    def end(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def why_not():
    missing = [name for name in PROGRAMS if not shutil.which(name, path=PATH)]
    if missing:
        return "%s not installed (slurm-wlm, munge): make needed-test" % ", ".join(missing)
    return None if os.geteuid() == 0 else "slurmd wants to be root"


def submit(cluster, school, program, out, array, count):
    words = school.command(program, "scan", out)[2:]
    script = os.path.join(TOP, "packaging/cluster/schoolaudit.sbatch")
    done = subprocess.run(["sbatch", "--wait", "--array=" + array, "--mem=0", "-o", os.path.join(cluster.folder, "job-%a.out"), script,
                           str(count), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=BOUND, check=False, env={**cluster.env, "SCHOOLAUDIT": program})
    said = done.stdout.decode()
    for name in sorted(os.listdir(cluster.folder)):
        if name.startswith("job-"):
            with open(os.path.join(cluster.folder, name), encoding="utf-8") as source:
                said += source.read()
    return done.returncode, said


def test_slurm(tests, school, programs, work):
    why = why_not()
    cluster = None if why else Cluster(os.path.join(work, "slurm"))
    try:
        why = why or cluster.begin()
        if why:
            tests.skip("shards by a Slurm job array", why)
            return
        whole = one_go(tests, school, programs, work)
        out = os.path.join(clean(os.path.join(work, "by-slurm")), "2026-11-23")
        status, said = submit(cluster, school, programs, out, "1-2,4-5", 5)
        merged, complaint = school.run(programs, "merge", out)
        tests.check("by Slurm: the missing shard is named as an array", status == 0 and merged in (2, 3) and "--array=3)" in complaint,
                    "%d %s\n%d %s" % (status, said, merged, complaint))
        status, said = submit(cluster, school, programs, out, "3", 5)
        merged, complaint = school.run(programs, "merge", out)
        different = differing(whole, out)
        tests.check("by Slurm: the same bytes", status == 0 and merged in (1, 3) and not different and not complaint,
                    "%d %s\n%d %s\n%s differ" % (status, said, merged, complaint, different))
    finally:
        if cluster:
            cluster.end()
