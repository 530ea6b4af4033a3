#!/bin/sh
# packages - install the Debian packages that tools/packages.txt lists and dpkg does not have.
#
# Usage: tools/packages.sh PART...       parts: build, test, fonts
# Says nothing when nothing is missing. Otherwise says what it installs; on failure shows what apt-get
# said and ends with 1. The parts' packages are looked up in one call, so asking again is cheap.
set -eu

list=$(dirname -- "$0")/packages.txt
[ $# -gt 0 ] || { echo "usage: packages.sh PART..." >&2; exit 2; }

# Debian's node is old but enough; a newer one on the PATH is left alone.
node_enough() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a === 18 && b >= 19) ? 0 : 1)' 2>/dev/null
}

parts=" $* "
case $parts in
    *" build "*) node_enough || parts="$parts node " ;;
esac
for part in "$@"; do
    grep -q "^$part  *[a-z]" "$list" || { echo "packages.sh: no part '$part' in $list" >&2; exit 2; }
done

wanted=$(awk -v parts="$parts" '/^[a-z]/ && index(parts, " " $1 " ") { print $2 }' "$list")
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "packages.sh: no dpkg here, so nothing is installed; these packages of Debian 12 are needed:" $wanted >&2
    exit 0
fi
have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "ii" { print $2 }') || true
missing=$(printf '%s\n' $wanted | while read -r p; do
    printf '%s\n' "$have" | grep -qxF -- "$p" || printf '%s ' "$p"
done)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ]; then
    echo "packages.sh: these packages are missing, and only root can install them:" >&2
    echo "    apt-get install --no-install-recommends $missing" >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
echo "installing $missing" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
    echo "packages.sh: apt-get failed:" >&2
    tail -n 20 -- "$log" >&2
    exit 1
fi
