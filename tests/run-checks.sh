#!/bin/sh
# Runs each Check suite given and counts: "N passed, N failed". A suite that dies counts as failed.
passed=0
failed=0
for suite in "$@"; do
    if output=$("$suite" 2>&1); then
        passed=$((passed + 1))
        printf '%s\n' "$output" | grep -E '^[0-9]+%|^SKIPPED' | sed "s|^|$(basename "$suite"): |"
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n%s\n' "$suite" "$output"
    fi
done
echo "check: $passed passed, $failed failed"
[ "$failed" = 0 ]
