#!/bin/bash
# try-under-systemd.sh CHROOT: boots the Debian of try-in-chroot.sh in systemd-nspawn and starts the service there, with the whole
# hardening of its unit. Says which layers of the workers' sandbox were in force. Status 77: systemd cannot be booted on this machine.
set -euo pipefail

chroot=$1
units=$chroot/etc/systemd/system
trap 'rm -f "$units/try.service" "$units/multi-user.target.wants/try.service" "$chroot/try.sh"' EXIT

cat >"$chroot/try.sh" <<'INSIDE'
#!/bin/sh
exec >/try.log 2>&1
systemctl start schoolaudit@vlinderhof.service
echo "start: $?"
systemctl show schoolaudit@vlinderhof.service -p Result -p ExecMainStatus -p MemoryMax
systemctl enable --now schoolaudit@vlinderhof.timer
systemctl list-timers --no-pager 'schoolaudit@*'
journalctl --no-pager -q -u schoolaudit@vlinderhof.service | tail -20
INSIDE
chmod 755 "$chroot/try.sh"
mkdir -p "$units/multi-user.target.wants"
cat >"$units/try.service" <<'UNIT'
[Unit]
Description=Starts the service once, then ends
After=local-fs.target remote-fs.target
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=oneshot
ExecStart=/try.sh
TimeoutStartSec=300
UNIT
ln -sf ../try.service "$units/multi-user.target.wants/try.service"
rm -rf "$chroot/try.log" "$chroot"/var/lib/schoolaudit/vlinderhof/20*
# The container's own filter knows nothing of Landlock; a machine has none.
timeout 400 systemd-nspawn --quiet --system-call-filter="landlock_create_ruleset landlock_add_rule landlock_restrict_self" --boot --register=no --keep-unit --directory="$chroot" --machine=schoolaudit-try </dev/null >"$chroot.boot" 2>&1 || true
if [ ! -s "$chroot/try.log" ]; then
    tail -5 "$chroot.boot"
    echo "SKIPPED try-under-systemd: systemd does not boot in systemd-nspawn on this machine"
    exit 77
fi
cat "$chroot/try.log"
python3 - "$chroot" <<'LAYERS'
import glob, sqlite3, sys
for path in glob.glob(sys.argv[1] + "/var/lib/schoolaudit/vlinderhof/20*/audit.db"):
    values = dict(sqlite3.connect(path).execute("SELECT key, value FROM run WHERE key IN ('sandbox', 'sandbox-missing', 'pixels')"))
    print("workers:", values)
    sys.exit(0 if "seccomp" in values["sandbox"] and "landlock" in values["sandbox"] else 1)
sys.exit("no run was made")
LAYERS
