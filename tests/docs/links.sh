#!/bin/sh
# links - every relative link and every ./command in the project's Markdown leads to something.
#
# Usage: links.sh ROOT        Speaks TAP. Links inside fenced code are taken for text; commands there are not.
set -eu

cd -- "$1"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

find . \( -name node_modules -o -name '.*' ! -name . -o -name 'build*' -o -name artefacts -o -name sample \) -prune \
    -o -name '*.md' -print | LC_ALL=C sort >"$work/files"

# link FILE LINE TARGET, one a line; a title behind the target and a place within the page are cut off.
xargs awk '
    /^ *```/ { fenced = !fenced; next }
    FNR == 1 { fenced = 0 }
    !fenced {
        rest = $0
        while (match(rest, /\]\([^)]*\)/)) {
            target = substr(rest, RSTART + 2, RLENGTH - 3)
            rest = substr(rest, RSTART + RLENGTH)
            sub(/ .*/, "", target); sub(/#.*/, "", target)
            if (target != "" && target !~ /^[a-z]+:/) print FILENAME, FNR, target
        }
    }' <"$work/files" >"$work/links"

# command FILE LINE PATH: what a reader is told to type in the project folder.
xargs awk '
    {
        rest = " " $0
        while (match(rest, /[ `(]\.\/[a-z][A-Za-z0-9_\/.-]*/)) {
            print FILENAME, FNR, substr(rest, RSTART + 1, RLENGTH - 1)
            rest = substr(rest, RSTART + RLENGTH)
        }
    }' <"$work/files" >"$work/commands"

n=0 bad=0
say() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; fi
}

missing=0
while read -r file line target; do
    case $target in /*) at=$target ;; *) at=$(dirname -- "$file")/$target ;; esac
    [ -e "$at" ] && continue
    echo "# $file:$line: there is no '$target'"
    missing=$((missing + 1))
done <"$work/links"
say "$missing" "every relative link leads to a file ($(wc -l <"$work/links") links in $(wc -l <"$work/files") documents)"

missing=0
while read -r file line path; do
    path=${path%.}
    [ -x "$path" ] && [ -f "$path" ] && continue
    echo "# $file:$line: '$path' is no command"
    missing=$((missing + 1))
done <"$work/commands"
say "$missing" "every ./command exists and can be run ($(wc -l <"$work/commands") mentions)"

# A search that finds nothing would pass for ever.
few=1
[ "$(wc -l <"$work/links")" -ge 10 ] && [ "$(wc -l <"$work/commands")" -ge 3 ] && few=0
say "$few" "links and commands were found at all"
echo "1..$n"
exit "$bad"
