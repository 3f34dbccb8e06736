#!/bin/sh
# bench.sh BUILD: what an audit costs beside unpacking alone (bsdtar) in the same run. Inputs are made once into BUILD/bench.
# BENCH_MEGABYTES (default 1000) is the size of the website, BENCH_ROUNDS (default 3) how often each command runs.
build=$(realpath "$1") || exit 1
cd "$(dirname "$0")/../.." || exit 1
command -v bsdtar >/dev/null 2>&1 || {
    echo "bsdtar is not installed (libarchive-tools): make needed-test"
    exit 1
}
exec python3 -B tests/bench/bench.py "$build" --megabytes "${BENCH_MEGABYTES:-1000}" --rounds "${BENCH_ROUNDS:-3}"
