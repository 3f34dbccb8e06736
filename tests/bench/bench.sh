#!/bin/sh
# bench.sh BUILD: what an audit costs beside unpacking alone (bsdtar) in the same run. Inputs are made once into BUILD/bench.
# BENCH_MEGABYTES (default 1000) is the size of the website, BENCH_ROUNDS (default 3) how often each command runs.
# Before it: judging and reporting 1,000,000 facts, and beside it, again and again, 100,000 (BENCH_FACTS: the smaller number): what
# else the machine does then slows both. Ten times the facts may cost eleven times the processor time and 512 MiB.
build=$(realpath "$1") || exit 1
cd "$(dirname "$0")/../.." || exit 1
facts=${BENCH_FACTS:-100000}
report=$build/bench/report
mkdir -p "$build/bench"
judge_and_report() { "$build/tests/bench/bench_report" "$report-$1" "$1" 2>"$report-$1.log" | tee -a "$report.txt"; }
: >"$report.txt"
judge_and_report $((10 * facts)) &
large=$!
while kill -0 "$large" 2>/dev/null; do judge_and_report "$facts"; done
wait "$large" || exit 1
awk '{ time = 0
       for (i = 1; i < NF; i++) { if ($i == "link" || $i == "judge" || $i == "report") time += $(i + 1); if ($(i + 1) ~ /^MiB/) memory = $i }
       if ($1 > most) { most = $1; large = time; highest = memory } else { few += time; runs++ } }
     END { if (!runs) { print "FAILED bench: no store was judged"; exit 1 }
           times = large / (few / runs)
           printf "%s bench: ten times the facts cost %.1f times the time (mean of %d beside it; at most 11) and %d MiB (at most 512)\n",
                  times <= 11 && highest <= 512 ? "ok" : "FAILED", times, runs, highest
           exit !(times <= 11 && highest <= 512) }' "$report.txt" || exit 1
command -v bsdtar >/dev/null 2>&1 || {
    echo "bsdtar is not installed (libarchive-tools): make needed-test"
    exit 1
}
exec python3 -B tests/bench/bench.py "$build" --megabytes "${BENCH_MEGABYTES:-1000}" --rounds "${BENCH_ROUNDS:-3}"
