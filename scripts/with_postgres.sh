#!/bin/sh
# Runs a command with XS_TEST_DATABASE_URL naming a PostgreSQL of its own: made for this run, on a free port of this
# machine, gone afterwards. Where no PostgreSQL server is installed it says so and what to install, and ends with 0.
set -u

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "没有安装 PostgreSQL 服务器，跳过在它上面的测试；安装：apt-get install postgresql" >&2
  exit 0
fi

home=$(mktemp -d /tmp/xingshen-postgres.XXXXXX)
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$home"
  as="runuser -u postgres --"
else
  as=""
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

stop() {
  $as "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

$as "$bin/initdb" -D "$home/data" -U xingshen -A trust -E UTF8 --locale=C.UTF-8 >"$home.log" 2>&1 &&
  $as "$bin/pg_ctl" -D "$home/data" -w -l "$home/server.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$home' -c max_connections=100" start >>"$home.log" 2>&1 ||
  { cat "$home.log" >&2; rm -f "$home.log"; exit 1; }
rm -f "$home.log"

XS_TEST_DATABASE_URL="postgresql://xingshen@127.0.0.1:$port/postgres" "$@"
