#!/bin/bash
# run.sh BUILD [REPORT.html...]: opens reports in headless Chromium and checks them: that of the store of invented people, which
# holds every state there is, and those given. The two packages that this needs come from the npm registry once, as pinned in package-lock.json.
# Where node, Chromium or the registry is missing this is a skip, said aloud.
build=$(realpath "${1:-build}") || exit 1
cd "$(dirname "$0")/../.." || exit 1
for tool in node npm "${CHROMIUM:-/usr/bin/chromium}"; do
    command -v "$tool" >/dev/null || { echo "SKIPPED browser: $tool is not installed"; exit 0; }
done
if [ ! -d tests/browser/node_modules/playwright-core ]; then
    (cd tests/browser && npm ci --no-audit --no-fund --silent) >"$build/npm.log" 2>&1 || {
        echo "SKIPPED browser: npm ci did not work here: $(tail -1 "$build/npm.log")"
        exit 0
    }
fi
out=$build/browser
rm -rf "$out"
mkdir -p "$out"
"${MAKE:-make}" -s BUILD="$build" "$build/tests/coordinator/check_reports" >"$out/log" 2>&1 &&
    CK_DEFAULT_TIMEOUT=300 SCHOOLAUDIT_REPORT_OUT="$out/run" "$build/tests/coordinator/check_reports" >>"$out/log" 2>&1 || {
    cat "$out/log"
    echo "FAILED browser: no report of the store"
    exit 1
}
bad=0
seconds=1200
[ -n "$WHOLE" ] && seconds=3600
for report in "$out/run/report.html" "${@:2}"; do
    name=$(basename "$(dirname "$report")")
    output=$(timeout "$seconds" node tests/browser/report.mjs "$report" 2>&1)
    status=$?
    count=$(printf '%s\n' "$output" | sed -n 's/^browser: \([0-9]*\) checks.*/\1/p')
    if [ $status = 0 ]; then
        echo "ok browser/$name (${count:-1} checks)"
    else
        printf '%s\n' "$output" | head -60 | sed 's/^/    /'
        echo "FAILED browser/$name"
        bad=1
    fi
done
sarif=$(cd tests/browser && node sarif.mjs "$out"/run/*.sarif 2>&1)
status=$?
[ $status = 0 ] && echo "ok browser/sarif" || {
    printf '%s\n' "$sarif" | sed 's/^/    /'
    echo "FAILED browser/sarif"
    bad=1
}
python3 -B tests/browser/workbook.py "$out/run" || bad=1
exit $bad
