#!/bin/sh
# prose.sh OUT.txt: ordinary Dutch prose, the texts of three Debian packages, as plain text. Takes them from the system where they are installed, else
# fetches the packages with apt and unpacks them beside OUT; nothing is installed. Ends with status 1 where neither can be.
out=$1
folder=$(dirname "$out")/prose
packages="libreoffice-help-nl debian-faq-nl aptitude-doc-nl"
[ -s "$out" ] && exit 0
mkdir -p "$folder" || exit 1
for package in $packages; do
    if dpkg -L "$package" 2>/dev/null | grep -q '\.html'; then
        dpkg -L "$package" | grep '\.html' >"$folder/$package.files"
        continue
    fi
    (cd "$folder" && ls "$package"_*.deb >/dev/null 2>&1 || apt-get -qq download "$package" >/dev/null 2>&1) || {
        echo "package $package can be neither found nor fetched" >&2
        exit 1
    }
    dpkg-deb -x "$folder/$package"_*.deb "$folder/$package" || exit 1
    find "$folder/$package" -name '*.html*' >"$folder/$package.files"
done
cat "$folder"/*.files | sort | python3 "$(dirname "$0")/prose.py" >"$out.new" && mv "$out.new" "$out"
