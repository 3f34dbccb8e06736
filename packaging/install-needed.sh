#!/bin/sh
# Installs the Debian packages named in the given lists where they are missing: as root, else with sudo, else it prints the
# command and stops. Calls apt only when something is missing.
set -eu

missing=""
for list in "$@"; do
    while read -r name rest; do
        case "$name" in "" | \#*) continue ;; esac
        if [ "$name" = nodejs ] && command -v node >/dev/null 2>&1; then continue; fi
        if [ "$name" = npm ] && command -v npm >/dev/null 2>&1; then continue; fi
        if [ "$name" = python3 ] && command -v python3 >/dev/null 2>&1; then continue; fi
        state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null || true)
        case "$state" in ii*) ;; *) missing="$missing $name" ;; esac
    done <"$list"
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1; then
    run="sudo"
else
    echo "These packages are missing and nobody here may install them. As root, run:" >&2
    echo "    apt-get update && $command" >&2
    exit 1
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# A machine that is updating itself holds the lock for a while: wait for it rather than fail.
lock="-o DPkg::Lock::Timeout=600"
# shellcheck disable=SC2086
$run apt-get $lock update -qq
# shellcheck disable=SC2086
$run apt-get $lock install -y --no-install-recommends$missing >/dev/null
