#!/usr/bin/env bash
# The eight commands of seed 004 (Amazon's "Creating a REST API for Amazon DocumentDB"), as they stand there but for the
# scheme; after each, the answer must be what the article's reader would expect. Needs URLBASE, APIUSER, APIPWD and curl.
set -euo pipefail
BASE="${SCHEME:-http}://$APIUSER:$APIPWD@$URLBASE"
step=0

# expect WHAT PATTERN ANSWER: the answer must match the extended regular expression.
expect() {
  step=$((step + 1))
  if [[ $3 =~ ^$2$ ]]; then
    echo "ok $step - $1"
  else
    echo "not ok $step - $1: expected $2, got $3"
    exit 1
  fi
}

oid='"_id":"[0-9a-f]{24}"'

answer=$(curl -sS -X PUT -H "Content-Type: application/json" -d '{"name":"brian", "rating": 5}' "$BASE/docdb/blog/test")
expect 'PUT inserts brian' "\{$oid,\"name\":\"brian\",\"rating\":5\}" "$answer"
answer=$(curl -sS -X PUT -H "Content-Type: application/json" -d '{"name":"joe", "rating": 5}' "$BASE/docdb/blog/test")
expect 'PUT inserts joe' "\{$oid,\"name\":\"joe\",\"rating\":5\}" "$answer"

answer=$(curl -sS -X POST -H "Content-Type: application/json" -d '{"name":"jason", "rating": 3}' "$BASE/docdb/blog/test")
expect 'POST inserts jason' "\{$oid,\"name\":\"jason\",\"rating\":3\}" "$answer"

# Ids made in the same second by different processes have no order among them, so neither has the list.
one_of='(brian","rating":5|joe","rating":5|jason","rating":3)'
answer=$(curl -sS -G "$BASE/docdb/blog/test")
expect 'GET finds all three' "\[\{$oid,\"name\":\"$one_of\},\{$oid,\"name\":\"$one_of\},\{$oid,\"name\":\"$one_of\}\]" "$answer"

answer=$(curl -sS -G --data-urlencode 'filter={"name": "joe"}' "$BASE/docdb/blog/test")
expect 'GET finds just joe' "\[\{$oid,\"name\":\"joe\",\"rating\":5\}\]" "$answer"

answer=$(curl -sS -G --data-urlencode 'filter={"name": "joe"}' --data-urlencode 'projection={"_id": 0, "name": 1}' "$BASE/docdb/blog/test")
expect "GET projects joe's name" '\[\{"name":"joe"\}\]' "$answer"

answer=$(curl -sS -X PATCH -H "Content-Type: application/json" -d '{"filter": {"name": "jason"},"update": {"$set": {"rating": 4}}}' "$BASE/docdb/blog/test")
expect 'PATCH updates jason' '\{"matchedCount":1,"modifiedCount":1\}' "$answer"
answer=$(curl -sS -G --data-urlencode 'filter={"name": "jason"}' "$BASE/docdb/blog/test")
expect "jason's rating is 4" "\[\{$oid,\"name\":\"jason\",\"rating\":4\}\]" "$answer"

answer=$(curl -sS -X DELETE -H "Content-Type: application/json" -d '{"filter": {"name": "jason"}}' "$BASE/docdb/blog/test")
expect 'DELETE removes jason' '\{"deletedCount":1\}' "$answer"
answer=$(curl -sS -G --data-urlencode 'projection={"_id": 0, "name": 1}' "$BASE/docdb/blog/test")
expect 'brian and joe are left' '\[\{"name":"(brian|joe)"\},\{"name":"(brian|joe)"\}\]' "$answer"
