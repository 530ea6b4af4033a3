#!/bin/sh
# named - every file that ARCHITECTURE.md names, and every test that a header names as its oracle, is there.
#
# Usage: named.sh ROOT        Speaks TAP.  What the build makes stands in ARCHITECTURE.md's table of products, and is no file of the project.
set -eu

cd -- "$1"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
n=0 bad=0
say() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; fi
}

find . -type d \( -name node_modules -o -name '.*' ! -name . -o -name 'build*' -o -name artefacts \) -prune -o -type f -print >"$work/files"

# The last column of "| source | tool | product |" is made; all other `words.c` must be the end of some file's path.
awk '
    /^\| source \| tool \| product \|/ { made = 1 }
    !/^\|/ { made = 0 }
    {
        line = $0
        if (made) { sub(/\| *$/, "", line); sub(/\|[^|]*$/, "", line) }
        while (match(line, /`[A-Za-z0-9_.\/-]+\.(c|h|sql|md|awk|py|sh|mjs|ts|svelte|txt|css)`/)) {
            print substr(line, RSTART + 1, RLENGTH - 2)
            line = substr(line, RSTART + RLENGTH)
        }
    }' ARCHITECTURE.md | LC_ALL=C sort -u >"$work/named"
missing=0
while read -r name; do
    case $name in sql_texts.c | store/sql_ids.h) continue ;; esac
    awk -v end="/$name" 'substr($0, length($0) - length(end) + 1) == end { found = 1; exit } END { exit !found }' "$work/files" && continue
    echo "# ARCHITECTURE.md: there is no '$name'"
    missing=$((missing + 1))
done <"$work/named"
say "$missing" "every file that ARCHITECTURE.md names is there ($(wc -l <"$work/named") names)"

grep -rno 'tests/[a-z_]*/[A-Za-z0-9_]*\.\(c\|h\|py\|mjs\|sh\)' src --include='*.h' --include='*.c' >"$work/oracles" || true
missing=0
while IFS=: read -r file line path; do
    [ -f "$path" ] && continue
    echo "# $file:$line: there is no '$path'"
    missing=$((missing + 1))
done <"$work/oracles"
say "$missing" "every test that a header names is there ($(wc -l <"$work/oracles") mentions)"

# A search that finds nothing would pass for ever.
few=1
[ "$(wc -l <"$work/named")" -ge 20 ] && [ "$(wc -l <"$work/oracles")" -ge 50 ] && few=0
say "$few" "names were found at all"
echo "1..$n"
exit "$bad"
