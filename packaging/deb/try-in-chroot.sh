#!/bin/bash
# try-in-chroot.sh PACKAGE.deb [FOLDER]: installs the package in a clean Debian, has the timer's service audit a school there, and
# removes it again. Needs root, debootstrap, python3 and a Debian mirror (MIRROR); no part of `make test`. FOLDER stays, for who wants to
# look; run again, it is used again. With systemd-nspawn the same is done under systemd itself, with the unit's hardening in force.
set -euo pipefail

deb=$(realpath "$1")
chroot=${2:-/var/tmp/schoolaudit-chroot}
here=$(realpath "$(dirname "$0")/../..")
mirror=${MIRROR:-http://deb.debian.org/debian}
mounted=()

say() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED try-in-chroot: $*"; exit 1; }
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$chroot" "$@"; }
mount_all() {
    mount -t proc proc "$chroot/proc" && mounted=("$chroot/proc")
    mount --bind /dev "$chroot/dev" && mounted=("$chroot/dev" "${mounted[@]}")
}
unmount() { for place in "${mounted[@]}"; do umount "$place" || true; done; mounted=(); }
trap unmount EXIT

if [ ! -e "$chroot/etc/debian_version" ]; then
    say "a clean Debian in $chroot"
    debootstrap --variant=minbase bookworm "$chroot" "$mirror"
fi
cp /etc/resolv.conf "$chroot/etc/resolv.conf"
# A machine behind a mirror of its own: its certificates and its apt's settings.
for file in /etc/ssl/certs/ca-certificates.crt /etc/apt/apt.conf.d/99*; do
    [ ! -f "$file" ] || install -D -m 644 "$file" "$chroot$file"
done
mount_all
inside dpkg --configure -a
inside apt-get -qq update
inside apt-get -qq -y -f install

say "what the package needs, without the package"
cp "$deb" "$chroot/var/tmp/schoolaudit.deb"
if inside dpkg -s schoolaudit >/dev/null 2>&1; then inside dpkg --purge schoolaudit; fi
# shellcheck disable=SC2046
inside apt-get -qq -y --no-install-recommends install $(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/ *(.*//; s/|.*//') >/dev/null
inside find / -xdev -path /proc -prune -o -path /dev -prune -o -path /tmp -prune -o -print | sort >"$chroot.before"

say "install"
inside apt-get -qq -y install /var/tmp/schoolaudit.deb
inside schoolaudit --version
inside id schoolaudit

say "the audit file of the package, pointed at the school of the demo"
school=$chroot/srv/schoolaudit/vlinderhof
rm -rf "$chroot/srv/schoolaudit"
mkdir -p "$school"
python3 "$here/fixtures/make_demo.py" "$school"
chmod -R go=rX "$chroot/srv/schoolaudit"
# the demo's own names for what the example calls otherwise; its list needs its mapping, which lies beside it
sed -e 's|/website-\*|/website-2026-*|; s|/facebook-\*|/facebook-devlinderhof-*|' \
    "$chroot/usr/share/doc/schoolaudit/examples/audit.yaml" >"$chroot/etc/schoolaudit/vlinderhof.yaml"
inside runuser -u schoolaudit -- schoolaudit audit --config /etc/schoolaudit/vlinderhof.yaml --dry-run

say "the timer's service by hand: its command as its user"
inside install -d -o schoolaudit -g schoolaudit -m 0700 /var/lib/schoolaudit/vlinderhof # StateDirectory=
command=$(sed -n 's/^ExecStart=//p' "$chroot/usr/lib/systemd/system/schoolaudit@.service" | sed 's/%i/vlinderhof/g')
echo "$command"
status=0
# shellcheck disable=SC2086
inside runuser -u schoolaudit -- $command || status=$?
echo "status $status"
[ "$status" = 1 ] || [ "$status" = 3 ] || fail "status $status, wanted 1 or 3"
ls -l "$chroot"/var/lib/schoolaudit/vlinderhof/*/
for report in "$chroot"/var/lib/schoolaudit/vlinderhof/*/report.html; do
    [ -s "$report" ] || fail "no report"
done
inside runuser -u schoolaudit -- schoolaudit verify "/var/lib/schoolaudit/vlinderhof/$(ls "$chroot/var/lib/schoolaudit/vlinderhof" | grep '^20' | tail -1)"

if command -v systemd-nspawn >/dev/null 2>&1; then
    say "the same under systemd, with the unit's hardening"
    unmount
    "$here/packaging/deb/try-under-systemd.sh" "$chroot" || [ $? = 77 ] || fail "under systemd"
    mount_all
fi

say "remove"
rm -rf "$chroot/srv/schoolaudit" "$chroot/etc/schoolaudit/vlinderhof.yaml" # the operator's own
inside dpkg -r schoolaudit
inside find / -xdev -path /proc -prune -o -path /dev -prune -o -path /tmp -prune -o -print | sort >"$chroot.after"
echo "what is there now and was not before:"
left=$(comm -13 "$chroot.before" "$chroot.after" | grep -v -x -e /etc/passwd- -e /etc/group- -e /etc/shadow- -e /etc/gshadow- \
    -e '/var/lib/dpkg/.*' -e '/var/log/.*' -e '/var/cache/.*' -e '/run/.*' || true)
printf '%s\n' "$left" | head -20
if printf '%s\n' "$left" | grep -v '^/var/lib/schoolaudit'; then fail "more than the state folder is left"; fi
inside dpkg --purge schoolaudit
[ ! -e "$chroot/var/lib/schoolaudit" ] || fail "purged, the state folder is still there"
echo
echo "ok try-in-chroot"
