#!/bin/bash
# Runs the given targets of the Makefile one after another and counts what they say: every test prints one line that begins
# with "ok", "FAILED" or "SKIPPED"; "(n checks)" counts for n. Last line: "N passed, N failed, N skipped". A target that ends
# with an error without having named a failure counts as one.
cd "$(dirname "$0")/.." || exit 1
# What GLib calls critical is a bug of ours: it may not pass for a line on standard error.
export G_DEBUG=fatal-criticals
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for target in "$@"; do
    printf '\n== %s\n' "$target"
    before=$(grep -c '^FAILED' "$log")
    started=$SECONDS
    "${MAKE:-make}" --no-print-directory "$target" 2>&1 | tee -a "$log"
    status=${PIPESTATUS[0]}
    if [ "$status" != 0 ] && [ "$(grep -c '^FAILED' "$log")" = "$before" ]; then
        echo "FAILED $target: make ended with status $status" | tee -a "$log"
    fi
    echo "-- $target: $((SECONDS - started)) s"
done
skipped=$(grep '^SKIPPED' "$log")
failed=$(grep '^FAILED' "$log")
[ -z "$skipped" ] || printf '\nNot run here:\n%s\n' "$skipped"
[ -z "$failed" ] || printf '\nFailed:\n%s\n' "$failed"
echo
awk '/^ok / {n = 1; if (match($0, /\([0-9]+ checks\)/)) n = substr($0, RSTART + 1) + 0; passed += n}
     /^FAILED/ {failed++} /^SKIPPED/ {skipped++}
     END {printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 || passed == 0}' "$log"
