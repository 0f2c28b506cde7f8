#!/usr/bin/env bash
# The packed TypeScript SDK in a project of its own: installed, type-checked strictly, and on tour against a service.
# Environment: DOCGATE_URL, DOCDB_USER, DOCDB_PASSWORD. With --compile-only there is no tour.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$root"
"$root/node_modules/.bin/node" scripts/build-sdk.ts
cp "$here/tour.mjs" "$here/tsconfig.json" "$work"
cd "$work"
echo '{ "private": true, "type": "module" }' >package.json
types=$(node -p "require('$root/package.json').devDependencies['@types/node']")
npm install --silent --no-audit --no-fund "$root"/dist-sdk/docgate-sdk-*.tgz "@types/node@$types"
"$root/node_modules/.bin/tsc" -p .
echo 'ok   typescript: the packed SDK compiles strictly'
[ "${1:-}" = --compile-only ] || node tour.mjs
