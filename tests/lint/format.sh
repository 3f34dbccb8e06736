#!/bin/sh
# Every C file is as clang-format leaves it. Ends with 77 when clang-format is not installed.
cd "$(dirname "$0")/../.." || exit 1
command -v clang-format >/dev/null 2>&1 || {
    echo "clang-format is not installed"
    exit 77
}
find auditor reports tests \( -name '*.c' -o -name '*.h' \) -print |
    xargs clang-format --dry-run 2>&1 | grep 'warning: code should be clang-formatted' |
    cut -d: -f1 | sort | uniq -c | awk '{print $2 ": " $1 " places differ; clang-format -i " $2; bad = 1} END {exit bad}'
