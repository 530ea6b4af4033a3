#!/bin/sh
# build_page - make web/dist from web/, when it is older than its sources.
#
# Usage: tools/build_page.sh [--stamp FILE] [WEB_DIR]
# Installs the packages of the lock file first, when they are older than it. Says nothing unless it
# fails; then it prints what npm said. Needs node 18 or newer and npm 9 or newer.
# With --stamp, as ninja asks at every build: installs nothing (the page stays as it is where its
# packages are not there or older than the lock file), and touches FILE.
set -eu

made=
if [ "${1-}" = --stamp ]; then
    made=$(realpath -- "$2")
    shift 2
fi
web=${1:-$(dirname -- "$0")/../web}
cd -- "$web"

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT

quietly() {
    "$@" >"$log" 2>&1 && return
    echo "build_page: '$*' failed in $(pwd)" >&2
    cat -- "$log" >&2
    exit 1
}

# npm writes this file at the end of an install, so a broken install is done again.
installed=node_modules/.package-lock.json
if [ ! -e "$installed" ] || [ package-lock.json -nt "$installed" ]; then
    if [ "$made" ]; then
        touch -- "$made"
        exit 0
    fi
    quietly npm ci --no-progress
    touch "$installed"
fi

stamp=dist/.stamp
newer=yes
if [ -e "$stamp" ]; then
    newer=$(find src index.html package.json package-lock.json vite.config.js svelte.config.js tsconfig.json -newer "$stamp" | head -n 1)
fi
if [ -n "$newer" ]; then
    # The stamp is as old as the start of the build: what is saved meanwhile is built next time.
    mark=$(mktemp)
    trap 'rm -f -- "$log" "$mark"' EXIT
    quietly npm run build
    touch -r "$mark" "$stamp"
fi
if [ "$made" ]; then
    touch -- "$made"
fi
