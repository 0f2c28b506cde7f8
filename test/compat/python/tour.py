"""The tour with the client that openapi-python-client makes of the contract."""

import base64
import json
import os
import sys
import time

from docgate_client import AuthenticatedClient
from docgate_client.api.docdb import (
    create_documents,
    delete_document,
    delete_documents,
    get_document,
    list_documents,
    update_document,
)
from docgate_client.models import (
    DeleteDocumentsRequest,
    Document,
    QueryFilter,
    UpdateDocumentRequest,
    UpdateOperators,
)

credentials = f"{os.environ['DOCDB_USER']}:{os.environ['DOCDB_PASSWORD']}"
client = AuthenticatedClient(
    base_url=os.environ["DOCGATE_URL"],
    token=base64.b64encode(credentials.encode()).decode(),
    prefix="Basic",
)
path = ("tour", f"python-{os.getpid()}-{time.time_ns()}")


def check(step: str, is_right: bool, answer: object) -> None:
    """Prints the step; ends the tour when it did not go as expected."""
    print(f"{'ok  ' if is_right else 'FAIL'} python: {step}", flush=True)
    if not is_right:
        sys.exit(repr(answer))


joe, jason = (Document.from_dict(d) for d in ({"name": "joe", "rating": 5}, {"name": "jason", "rating": 3}))
created = create_documents.sync_detailed(*path, client=client, body=[joe, jason])
ids = getattr(created.parsed, "inserted_ids", [])
check("insert two documents", created.status_code == 201 and len(ids) == 2, created)

listed = list_documents.sync_detailed(*path, client=client, filter_=json.dumps({"name": "joe"}))
check("list with a filter", [d["rating"] for d in listed.parsed] == [5], listed)

one = (*path, ids[0] if isinstance(ids[0], str) else json.dumps(ids[0]))
found = get_document.sync_detailed(*one, client=client)
etag = found.headers.get("etag", "")
check("get one with its ETag", found.parsed["name"] == "joe" and etag != "", found)

rating_4 = UpdateDocumentRequest(update=UpdateOperators.from_dict({"$set": {"rating": 4}}))
updated = update_document.sync_detailed(*one, client=client, if_match=etag, body=rating_4)
check("update with If-Match", updated.status_code == 200 and updated.parsed["rating"] == 4, updated)

stale = update_document.sync_detailed(*one, client=client, if_match=etag, body=rating_4)
check("a stale ETag is refused with 412", stale.status_code == 412 and stale.parsed.code == "PRECONDITION_FAILED", stale)

deleted = delete_document.sync_detailed(*one, client=client)
check("delete one", deleted.status_code == 200 and deleted.parsed.deleted_count == 1, deleted)

everything = DeleteDocumentsRequest(filter_=QueryFilter())
rest = delete_documents.sync_detailed(*path, client=client, body=everything)
check("delete the rest", rest.status_code == 200 and rest.parsed.deleted_count == 1, rest)

empty = list_documents.sync_detailed(*path, client=client)
check("list again: empty", empty.parsed == [], empty)
