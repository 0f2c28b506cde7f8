#!/usr/bin/env bash
# Packs docgate and installs it in an empty folder outside the checkout, as a stranger would; prints the folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
tarball=$(npm pack --silent --pack-destination "$folder")
cd "$folder"
echo '{"private":true}' >package.json
npm install --silent --no-audit --no-fund "./$tarball" >/dev/null
echo "$folder"
