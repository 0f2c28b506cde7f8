#!/usr/bin/env bash
# Runs a command against a service that is started for it from an installed package.
# Usage: with-service.sh FOLDER COMMAND… ; COMMAND sees DOCGATE_URL, DOCDB_USER and DOCDB_PASSWORD.
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
DOCDB_USER=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).username' "$data/docgate/docdb-user.json")
DOCDB_PASSWORD=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).password' "$data/docgate/docdb-user.json")
export DOCDB_USER DOCDB_PASSWORD
"$@"
