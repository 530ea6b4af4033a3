#!/bin/sh
# deps - install DuckDB and the word lists below deps/, when they are missing or older than the lock file.
#
# Usage: tools/deps.sh        Says nothing when there is nothing to do; on failure shows what npm said.
# A deps/node_modules that is a link is used as it is: npm ci empties the folder it finds, and behind a
# link that is somebody else's.
set -eu

cd -- "$(dirname -- "$0")/../deps"
# npm writes this file at the end of an install, so a broken install is done again.
installed=node_modules/.package-lock.json
if [ -L node_modules ]; then
    [ -e "$installed" ] || { echo "deps.sh: deps/node_modules is a link to a folder with no packages; left alone" >&2; exit 1; }
    exit 0
fi
[ ! -e "$installed" ] || [ package-lock.json -nt "$installed" ] || exit 0

echo "== fetching DuckDB and the word lists" >&2
log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
if ! npm ci --no-progress >"$log" 2>&1; then
    echo "deps.sh: npm ci failed in deps/:" >&2
    tail -n 30 -- "$log" >&2
    exit 1
fi
touch "$installed"
