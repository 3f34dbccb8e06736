#!/bin/sh
# The coordinator loads no parser of a stranger's bytes, not even through another library.
cd "$(dirname "$0")/../.." || exit 1
program=${BUILD:-build}/schoolaudit
[ -x "$program" ] || {
    echo "$program is not built"
    exit 77
}
! ldd "$program" | grep -E 'lib(archive|xml2|exif|iptcdata|magic|poppler|cairo|jpeg|turbojpeg|png|webp|gif|heif|tiff|de265|aom|icu|fontconfig|freetype)' |
    sed "s|^|$program: |" | grep .
