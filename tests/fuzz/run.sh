#!/bin/bash
# run.sh replay|fuzz BUILD: every harness built in BUILD/fuzz over its seeds. The seeds come from make_corpus.py (the demo
# school and a few bytes by hand) and from tests/fuzz/corpus/<harness>/, where inputs that once broke something are kept.
# fuzz: SECONDS_EACH of libFuzzer a harness; what breaks one is left in BUILD/fuzz/broken/<harness>/.
mode=$1
build=$(realpath "$2") || exit 1
cd "$(dirname "$0")/../.." || exit 1
seeds=$build/fuzz/seeds
rm -rf "$seeds"
[ -s "$build/demo/expected.tsv" ] || python3 -B fixtures/make_demo.py "$build/demo" >/dev/null || exit 1
python3 -B tests/fuzz/make_corpus.py "$build/demo" "$seeds" || exit 1
bad=0
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for harness in "$build"/fuzz/*/fuzz_*; do
    [ -x "$harness" ] && [ -f "$harness" ] || continue
    name=$(basename "$harness")
    name=${name#fuzz_}
    folders=()
    for folder in "tests/fuzz/corpus/$name" "$seeds/$name"; do
        [ -d "$folder" ] && folders+=("$folder")
    done
    [ ${#folders[@]} -gt 0 ] || folders=("$seeds"/*) # none of its own: everybody else's
    if [ "$mode" = fuzz ]; then
        mkdir -p "$build/fuzz/found/$name" "$build/fuzz/broken/$name"
        output=$("$harness" -max_total_time="${SECONDS_EACH:-30}" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
            -artifact_prefix="$build/fuzz/broken/$name/" "$build/fuzz/found/$name" "${folders[@]}" 2>&1)
        status=$?
        note="$(printf '%s\n' "$output" | sed -n 's/^stat::number_of_executed_units: */runs /p')"
    else
        output=$(timeout 120 "$harness" "${folders[@]}" 2>&1)
        status=$?
        note=$(printf '%s\n' "$output" | tail -1)
    fi
    if [ $status = 0 ]; then
        echo "ok $mode/$name: $note"
    else
        printf '%s\n' "$output" | tail -40 | sed 's/^/    /'
        echo "FAILED $mode/$name: status $status"
        bad=1
    fi
done
exit $bad
