#!/bin/sh
# bench.sh BUILD: what an audit costs beside unpacking alone (bsdtar) in the same run. Inputs are made once into BUILD/bench.
# BENCH_MEGABYTES (default 1000) is the size of the website, BENCH_ROUNDS (default 3) how often each command runs.
# Before it: judging and reporting 100,000 and 1,000,000 facts (BENCH_FACTS: the smaller number); ten times the facts may cost
# eleven times the processor time and 512 MiB.
build=$(realpath "$1") || exit 1
cd "$(dirname "$0")/../.." || exit 1
facts=${BENCH_FACTS:-100000}
mkdir -p "$build/bench"
for count in "$facts" $((10 * facts)); do
    "$build/tests/bench/bench_report" "$build/bench/report-$count" "$count" || exit 1
done | tee "$build/bench/report.txt"
awk '{ for (i = 1; i <= NF; i++) { if ($i == "link" || $i == "judge" || $i == "report") time[NR] += $(i + 1); if ($i ~ /^MiB/) memory = $(i - 1) } }
     END { times = time[2] / time[1]
           printf "%s bench: ten times the facts cost %.1f times the time (at most 11) and %d MiB (at most 512)\n",
                  times <= 11 && memory <= 512 ? "ok" : "FAILED", times, memory
           exit !(times <= 11 && memory <= 512) }' "$build/bench/report.txt" || exit 1
command -v bsdtar >/dev/null 2>&1 || {
    echo "bsdtar is not installed (libarchive-tools): make needed-test"
    exit 1
}
exec python3 -B tests/bench/bench.py "$build" --megabytes "${BENCH_MEGABYTES:-1000}" --rounds "${BENCH_ROUNDS:-3}"
