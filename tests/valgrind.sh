#!/bin/sh
# Runs each Check suite given under valgrind: reads of memory that was never set, use after free, definite leaks.
command -v valgrind >/dev/null 2>&1 || {
    echo "SKIPPED valgrind: it is not installed (make needed-fuzz)"
    exit 0
}
bad=0
for suite in "$@"; do
    if output=$(CK_FORK=no CK_TIMEOUT_MULTIPLIER=50 G_SLICE=always-malloc valgrind -q --leak-check=full --errors-for-leak-kinds=definite \
        --show-leak-kinds=definite --error-exitcode=9 "$suite" 2>&1); then
        echo "ok valgrind/$(basename "$suite")"
    else
        printf '%s\n' "$output" | head -60 | sed 's/^/    /'
        echo "FAILED valgrind/$(basename "$suite")"
        bad=1
    fi
done
exit $bad
