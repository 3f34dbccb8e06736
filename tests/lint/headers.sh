#!/bin/bash
# Each header compiles alone.
cd "$(dirname "$0")/../.." || exit 1
read -ra flags <<<"$(pkg-config --cflags glib-2.0 gio-2.0 sqlite3 yaml-0.1 libarchive libxml-2.0 libexif libiptcdata json-c)"
find auditor reports tests -name '*.h' -print0 |
    xargs -0 -P 2 -I{} sh -c 'header=$1; shift
        printf "#include \"%s\"\n" "$header" |
            ${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Werror -fsyntax-only -Iauditor -I. -Ibuild \
                -I"$(dirname "$header")" "$@" -x c - || { echo "$header: does not compile alone"; exit 1; }' sh {} "${flags[@]}" 2>&1
