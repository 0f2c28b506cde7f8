#!/usr/bin/env bash
# Runs a command against a service that is started for it from an installed package.
# Usage: with-service.sh FOLDER COMMAND… ; COMMAND sees DOCGATE_URL, DOCDB_USER and DOCDB_PASSWORD, and the first owner
# key of the admin API as DOCGATE_PUBLIC_KEY and DOCGATE_PRIVATE_KEY; MONGOD_PORT is where its MongoDB listens, and
# DOCGATE_PROGRAM the installed program.
set -euo pipefail
folder=$1
shift
data=$(mktemp -d)
log=$data/service.log
DOCGATE_LOG_LEVEL=warn node "$folder/node_modules/.bin/docgate" start --port 0 --data-dir "$data/docgate" >"$log" 2>&1 &
service=$!
finish() {
  kill "$service" 2>/dev/null || true
  wait "$service" 2>/dev/null || true
  rm -rf "$data"
}
trap finish EXIT

for _ in $(seq 600); do
  line=$(grep -o 'export DOCDB=[^ ]*' "$log" || true)
  [ -n "$line" ] && break
  kill -0 "$service" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.1
done
[ -n "$line" ] || { cat "$log" >&2; exit 1; }

DOCGATE_URL=$(sed -E 's#export DOCDB=(https?://)[^@]*@([^/]*)/.*#\1\2#' <<<"$line")
export DOCGATE_URL
# field FILE NAME: a field of a JSON file in the data directory.
field() {
  node -p 'JSON.parse(require("fs").readFileSync(process.argv[1]))[process.argv[2]]' "$data/docgate/$1" "$2"
}
DOCDB_USER=$(field docdb-user.json username)
DOCDB_PASSWORD=$(field docdb-user.json password)
DOCGATE_PUBLIC_KEY=$(field bootstrap.json publicKey)
DOCGATE_PRIVATE_KEY=$(field bootstrap.json privateKey)
MONGOD_PORT=$(field mongod/mongod.json port)
DOCGATE_PROGRAM=$folder/node_modules/.bin/docgate
export DOCDB_USER DOCDB_PASSWORD DOCGATE_PUBLIC_KEY DOCGATE_PRIVATE_KEY MONGOD_PORT DOCGATE_PROGRAM
"$@"
