#!/bin/sh
# Renders the reports of the store of invented people and checks them in Chromium: tests/browser/run.sh [BUILD].
# Needs node, npm and /usr/bin/chromium (or CHROMIUM); says so loudly and ends well where one is missing.
set -e
build=${1:-build}
for tool in node npm "${CHROMIUM:-chromium}"; do
    command -v "$tool" >/dev/null || { echo "SKIPPED browser: $tool is not there"; exit 0; }
done
${MAKE:-make} -s BUILD="$build" "$build/tests/coordinator/check_reports"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
SCHOOLAUDIT_REPORT_OUT="$out/run" "$build/tests/coordinator/check_reports" >"$out/log" || { cat "$out/log"; exit 1; }
[ -d tests/browser/node_modules/playwright-core ] || (cd tests/browser && npm ci --no-audit --no-fund --silent)
node tests/browser/report.mjs "$out/run/report.html"
