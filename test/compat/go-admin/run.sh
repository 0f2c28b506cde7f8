#!/usr/bin/env bash
# MongoDB's published Go clients of the admin API, opsmngr and mongodbatlas, on tour against a service.
# Environment: DOCGATE_URL, DOCGATE_PUBLIC_KEY, DOCGATE_PRIVATE_KEY. With --compile-only there is no tour.
# Without go it is skipped, but for .ci/run, which sets CI.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v go >/dev/null; then
  echo 'skipped - go admin: go is not on this machine'
  if [ -n "${CI:-}" ]; then exit 1; else exit 0; fi
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go vet .
go build -o "$work/tour" .
echo 'ok   go admin: the clients build'
[ "${1:-}" = --compile-only ] || "$work/tour"
