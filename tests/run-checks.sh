#!/bin/sh
# Runs each Check suite given. One line a suite, "ok name (n checks)" or "FAILED name"; a suite that dies counts as failed.
# What a suite skipped is passed on as it says it.
bad=0
for suite in "$@"; do
    name=$(basename "$suite")
    if output=$(CK_DEFAULT_TIMEOUT=${CK_DEFAULT_TIMEOUT:-120} "$suite" 2>&1); then
        count=$(printf '%s\n' "$output" | sed -n 's/^[0-9]*%: Checks: \([0-9]*\),.*/\1/p' | awk '{n += $1} END {print n + 0}')
        printf '%s\n' "$output" | grep '^SKIPPED' | sed "s|^SKIPPED|SKIPPED $name:|"
        echo "ok $name ($count checks)"
    else
        printf '%s\n' "$output" | sed 's/^/    /'
        echo "FAILED $name"
        bad=1
    fi
done
exit $bad
