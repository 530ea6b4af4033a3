#!/bin/sh
# build_page.sh - when tools/build_page.sh makes the page, one TAP line a rule.  Oracle: the calls that a made-up npm writes down.
set -u
root=${TL_ROOT:?}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
. "$root/tests/tools/tap.sh"

mkdir -p bin web/src web/dist
cat >bin/npm <<'END'
#!/bin/sh
echo "$1" >>"$TOLD"
[ "$1" != ci ] || { mkdir -p node_modules; touch node_modules/.package-lock.json; }
[ "$1" != run ] || touch dist/.stamp
END
chmod +x bin/npm
for f in src/a.ts index.html package.json package-lock.json vite.config.js svelte.config.js tsconfig.json; do touch -d '2026-01-01 10:00' "web/$f"; done
export TOLD="$dir/told" PATH="$dir/bin:$PATH"

asked() { # ARGS: what npm was asked for, and whether the stamp is there
    rm -f told made
    sh "$root/tools/build_page.sh" "$@" && echo "$(cat told 2>/dev/null | tr '\n' ' ')$(ls made 2>/dev/null)"
}

is 'ninja installs nothing and builds nothing where nothing is installed' "$(asked --stamp made web)" 'made'
is 'by hand all is installed and built' "$(asked web)" 'ci run '
is 'what is built is left alone' "$(asked web)" ''
is 'and by ninja, too' "$(asked --stamp made web)" 'made'
touch web/src/a.ts; touch -d '2026-01-01 11:00' web/dist/.stamp
is 'a newer source is built by ninja' "$(asked --stamp made web)" 'run made'
is 'once' "$(asked --stamp made web)" 'made'
touch -d '2026-01-01 11:00' web/dist/.stamp web/node_modules/.package-lock.json; touch web/package-lock.json
is 'ninja does not install what a newer lock file names' "$(asked --stamp made web)" 'made'
is 'by hand it is' "$(asked web)" 'ci run '
done_testing
