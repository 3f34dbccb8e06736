#!/bin/sh
# run.sh BUILD: the test set of names, made anew and measured; the prose of three Debian packages, where it can be had.
build=$1
here=$(dirname "$0")
set=$build/names
mkdir -p "$set" && python3 -B "$here/make_names.py" "$set" || exit 1
if sh "$here/prose.sh" "$set/prose.txt" 2>"$set/prose.why"; then
    exec "$build/tests/names/measure" "$set" "$set/prose.txt"
fi
echo "SKIPPED names: review in prose: $(cat "$set/prose.why")"
exec "$build/tests/names/measure" "$set"
