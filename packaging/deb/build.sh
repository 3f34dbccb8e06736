#!/bin/sh
# build.sh BUILD: makes BUILD/schoolaudit_<version>_<architecture>.deb of what is built there, with dpkg-dev alone. The same
# tree gives the same bytes: every time in it is the changelog's.
set -eu

build=$1
here=packaging/deb
root=$build/deb/root
version=$(dpkg-parsechangelog -l "$here/changelog" -S Version)
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$here/changelog" -S Timestamp)
export SOURCE_DATE_EPOCH
[ "$("$build/schoolaudit" --version)" = "schoolaudit $version" ] || {
    echo "$here/changelog says $version, the program says $("$build/schoolaudit" --version)" >&2
    exit 1
}
umask 022
rm -rf "$build/deb"
mkdir -p "$root/DEBIAN" "$root/etc/schoolaudit" "$build/deb/debian"
"${MAKE:-make}" --no-print-directory -s install BUILD="$build" PREFIX=/usr DESTDIR="$root"
doc=$root/usr/share/doc/schoolaudit
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$root/usr/bin/schoolaudit" \
    "$root/usr/libexec/schoolaudit/schoolaudit-worker"
[ -f "$root/usr/libexec/schoolaudit/faces.weights" ] || echo "  The package counts no faces: the detector's numbers are not there." >&2

# As Debian wants it: the licence by name, texts packed, overrides with their reasons.
rm "$doc/LICENSE"
install -m 644 "$here/copyright" "$doc/copyright"
install -m 644 "$here/changelog" "$doc/changelog"
gzip -9n "$doc/changelog" "$root"/usr/share/man/man?/* "$root"/usr/share/man/nl/man1/*
install -d "$root/usr/share/lintian/overrides"
install -m 644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/schoolaudit"
for script in postinst prerm postrm; do
    install -m 755 "$here/$script" "$root/DEBIAN/$script"
done

# What it needs, from what the programs are linked with.
cp "$here/control" "$here/changelog" "$build/deb/debian/"
(
    cd "$build/deb"
    dpkg-shlibdeps -Tsubstvars root/usr/bin/schoolaudit root/usr/libexec/schoolaudit/schoolaudit-worker
    dpkg-gencontrol -pschoolaudit -Proot -Tsubstvars -ffiles
)
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$build" >/dev/null
echo "$(ls "$build/schoolaudit_${version}_"*.deb)"
