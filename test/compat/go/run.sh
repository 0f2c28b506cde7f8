#!/usr/bin/env bash
# A Go client made of the bundle by oapi-codegen: generated, built, and on tour against a service.
# Environment: DOCGATE_URL, DOCDB_USER, DOCDB_PASSWORD. With --compile-only there is no tour. Needs go.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here"/go.mod "$here"/go.sum "$here"/main.go "$work"
cd "$work"
mkdir docgate
go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 \
  -generate types,client -package docgate -o docgate/docgate.gen.go "$root/generated/openapi.json"
go vet ./...
go build -o tour .
echo 'ok   go: the generated client builds'
[ "${1:-}" = --compile-only ] || ./tour
