#!/bin/sh
# Runs every lint of this folder. A lint prints its complaints; status 77 is a skip.
here=$(dirname "$0")
bad=0
for lint in "$here"/*.py "$here"/*.sh; do
    name=$(basename "$lint")
    case "$name" in run.sh | tree.py) continue ;; esac
    case "$name" in
    *.py) output=$(python3 -B "$lint" 2>&1) ;;
    *.sh) output=$(bash "$lint" 2>&1) ;;
    esac
    status=$?
    case $status in
    0) echo "ok lint/${name%.*}" ;;
    77) echo "SKIPPED lint/${name%.*}: $output" ;;
    *)
        printf '%s\n' "$output" | sed 's/^/    /'
        echo "FAILED lint/${name%.*}"
        bad=1
        ;;
    esac
done
exit $bad
