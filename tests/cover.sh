#!/bin/bash
# Lines that the check suites ran, per file of the program, least covered first, from a build with --coverage: cover.sh BUILD
build=$(realpath "$1") || exit 1
cd "$(dirname "$0")/.." || exit 1
find "$build/o" -name '*.gcda' | while read -r data; do
    gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
done | awk -F"'" '/^File/ {file = $2} /^Lines executed/ && file ~ /^(auditor|reports)\/.*\.c$/ {
        split($0, part, /[:% ]+/); percent[file] = part[3]; lines[file] = $0; sub(/.* of /, "", lines[file])
        file = ""
    } END {
        for (f in percent) { printf "%6.1f%% of %5d lines  %s\n", percent[f], lines[f], f; all += lines[f]; run += lines[f] * percent[f] / 100 }
        printf "%6.1f%% of %5d lines  all\n", all ? 100 * run / all : 0, all
    }' | sort -n
