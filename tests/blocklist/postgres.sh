#!/usr/bin/env bash
# Starts a PostgreSQL server of its own, in a temporary folder and on a socket there alone, and runs the tests of the
# store on it.  postgres.sh COMMAND...
# Exits with 77 where there is no PostgreSQL, or no user to run it as.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1) || true
[[ -n $bin ]] || bin=$(dirname -- "$(command -v initdb)" 2>/dev/null) || true
[[ -x $bin/initdb && -x $bin/pg_ctl ]] || { echo "there is no PostgreSQL server here"; exit 77; }

folder=$(mktemp -d)
as_server=()
if ((EUID == 0)); then # which the server refuses to run as
    id postgres &>/dev/null || { echo "there is no user postgres here"; exit 77; }
    as_server=(setpriv --reuid=postgres --regid=postgres --init-groups)
    chown postgres "$folder"
fi
server() { "${as_server[@]}" env -C "$folder" LC_ALL=C "$bin/$1" "${@:2}"; }
finish() {
    server pg_ctl -D "$folder/data" -m immediate stop &>/dev/null || true
    rm -rf -- "$folder"
}
trap finish EXIT
server initdb -D "$folder/data" -A trust -U ward -E UTF8 --no-sync >"/dev/null"
server pg_ctl -D "$folder/data" -l "$folder/log" -w -t 60 \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off" start >/dev/null ||
    { cat "$folder/log"; exit 1; }

export WARD_TEST_POSTGRES="postgresql://ward@/postgres?host=$folder"
export WARD_TEST_POSTGRES_RESTART="${as_server[*]} $bin/pg_ctl -D $folder/data -m immediate -w -t 60 restart"
status=0
"$@" || status=$?
exit "$status"
