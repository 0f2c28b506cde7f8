#!/usr/bin/env bash
# The published clients of App Services on tour: npm's mongodb-data-api and realm-web, with an app of their own.
# Environment: DOCGATE_URL, DOCGATE_PUBLIC_KEY, DOCGATE_PRIVATE_KEY, DOCGATE_PROGRAM.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$here"/*.mjs "$here"/package*.json "$here/app" "$work"
cd "$work"
npm ci --silent --no-audit --no-fund

export APP_ID=data-clients-tour
TOKEN_KEY=$(node -p 'crypto.randomBytes(32).toString("hex")')
node "$DOCGATE_PROGRAM" app deploy app --app "$APP_ID" --json >deployed.json
node "$DOCGATE_PROGRAM" app secret set "$APP_ID" tokenKey - <<<"$TOKEN_KEY" >/dev/null

SERVER_KEY=$(node "$DOCGATE_PROGRAM" app key create "$APP_ID" tour 2>/dev/null)
export TOKEN_KEY SERVER_KEY

node mongodb-data-api.mjs
node realm-web-users.mjs
node realm-web-documents.mjs
