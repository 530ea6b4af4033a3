#!/bin/sh
# pg_cluster.sh run COMMAND... - run a command with a PostgreSQL of its own.
#
# Makes a cluster in a temporary folder (unix socket only, no fsync, locale C.UTF-8), sets TL_PG to
# its address, runs COMMAND, stops and removes the cluster whatever happens, and ends with
# COMMAND's exit code.  PostgreSQL refuses to run as root, so root runs it as user postgres.
set -u
[ "${1-}" = run ] && [ $# -ge 2 ] || { echo "usage: pg_cluster.sh run COMMAND..." >&2; exit 2; }
shift

bin=${PG_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$bin/initdb" ] || { echo "pg_cluster.sh: no PostgreSQL in $bin" >&2; exit 1; }
dir=$(mktemp -d /tmp/tl_pg.XXXXXX) || exit 1

if [ "$(id -u)" = 0 ]; then
    chown postgres "$dir"
    as() { (cd "$dir" && runuser -u postgres -- "$@"); }
else
    as() { "$@"; }
fi

stop() {
    as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

{
    as "$bin/initdb" -D "$dir/data" -U throughline -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
    as "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -o "-k $dir -c listen_addresses='' -c fsync=off \
        -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=64MB" start
} >"$dir/start" 2>&1 || { cat "$dir/start" "$dir/log" >&2; exit 1; }
chmod 755 "$dir"

TL_PG="postgresql:///postgres?host=$dir&user=throughline"
export TL_PG
"$@"
