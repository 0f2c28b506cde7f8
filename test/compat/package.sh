#!/usr/bin/env bash
# The package installs and runs elsewhere, holds nothing that it should not, and tells an older Node what to do.
# Usage: package.sh FOLDER (from install-package.sh)
set -euo pipefail
folder=$1
node24=$(command -v node)
docgate=$folder/node_modules/docgate

[ -d "$docgate" ] || { echo "not ok - docgate is not installed in '$folder'" >&2; exit 1; }

say() { echo "ok - $1"; }
fail() { echo "not ok - $1" >&2; exit 1; }

[ -z "$(find "$docgate" -path "$docgate/node_modules" -prune -o -name '*.ts' -print)" ] || fail 'no TypeScript source is shipped'
[ ! -e "$docgate/test" ] || fail 'no tests are shipped'
say 'only what runs is shipped'

example=$docgate/dist/examples/todo
[ -z "$(diff -r examples/todo "$example")" ] || fail 'the example app is shipped'
say 'the example app is shipped'

version=$("$node24" "$folder/node_modules/.bin/docgate" --version)
[ "$version" = "$(node -p 'require("./package.json").version')" ] || fail "--version prints $version"
say "docgate --version: $version"

"$node24" "$folder/node_modules/.bin/docgate" openapi -o "$folder/contract.json"
cmp "$folder/contract.json" generated/openapi.json || fail 'docgate openapi writes the contract'
say 'docgate openapi writes the contract'

# npm puts Node 24 first on the PATH; behind it stands the machine's own.
old=''
while IFS= read -r candidate; do
  case $("$candidate" --version) in v1?.* | v20.* | v22.*) old=$candidate && break ;; esac
done < <(type -aP node)
if [ -n "$old" ]; then
  if sentence=$("$old" "$folder/node_modules/.bin/docgate" --version 2>&1); then fail 'an older Node must not run it'; fi
  [ "$(wc -l <<<"$sentence")" -eq 1 ] && grep -q 'needs Node' <<<"$sentence" || fail "an older Node gets: $sentence"
  say "an older Node is told: $sentence"
else
  echo 'skipped - no older Node on this machine'
fi
