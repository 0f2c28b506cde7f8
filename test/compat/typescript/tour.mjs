// @ts-check
// The tour with the packed TypeScript SDK, as a consumer sees it. `run.sh` type-checks it, then runs it.
import {
  createDocuments,
  deleteDocument,
  deleteDocuments,
  getDocument,
  listDocuments,
  updateDocument,
} from '@docgate/sdk';
import { createClient } from '@docgate/sdk/client';

const { DOCGATE_URL: baseUrl, DOCDB_USER: user, DOCDB_PASSWORD: password } = process.env;
if (!baseUrl || !user || !password) throw new Error('Set DOCGATE_URL, DOCDB_USER and DOCDB_PASSWORD.');

const client = createClient({ baseUrl, auth: () => `${user}:${password}` });
const path = { database: 'tour', collection: `typescript-${process.pid}-${Date.now()}` };

/**
 * Prints the step; ends the tour when it did not go as expected.
 * @param {string} step
 * @param {boolean} isRight
 * @param {unknown} answer
 */
function check(step, isRight, answer) {
  console.log(`${isRight ? 'ok  ' : 'FAIL'} typescript: ${step}`);
  if (isRight) return;
  console.error(answer);
  process.exit(1);
}

const joe = { name: 'joe', rating: 5 };
const created = await createDocuments({ client, path, body: [joe, { name: 'jason', rating: 3 }] });
const ids = created.data && 'insertedIds' in created.data ? /** @type {unknown[]} */ (created.data.insertedIds) : [];
check('insert two documents', created.response?.status === 201 && ids.length === 2, created.error ?? created.data);

const listed = await listDocuments({ client, path, query: { filter: JSON.stringify({ name: 'joe' }) } });
check('list with a filter', listed.data?.length === 1 && listed.data[0]?.['rating'] === 5, listed.error ?? listed.data);

const documentId = typeof ids[0] === 'string' ? ids[0] : JSON.stringify(ids[0]);
const onePath = { ...path, documentId };
const found = await getDocument({ client, path: onePath });
const etag = found.response?.headers.get('etag') ?? '';
check('get one with its ETag', found.data?.['name'] === 'joe' && etag !== '', found.error ?? found.data);

const change = { client, path: onePath, headers: { 'If-Match': etag }, body: { update: { $set: { rating: 4 } } } };
const updated = await updateDocument(change);
check('update with If-Match', updated.data?.['rating'] === 4, updated.error ?? updated.data);

const stale = await updateDocument(change);
const refused = stale.response?.status === 412 && stale.error?.code === 'PRECONDITION_FAILED';
check('a stale ETag is refused with 412', refused, stale.error ?? stale.data);

const deleted = await deleteDocument({ client, path: onePath });
check('delete one', deleted.data?.deletedCount === 1, deleted.error ?? deleted.data);

const rest = await deleteDocuments({ client, path, body: { filter: {} } });
check('delete the rest', rest.data?.deletedCount === 1, rest.error ?? rest.data);

const empty = await listDocuments({ client, path });
check('list again: empty', empty.data?.length === 0, empty.error ?? empty.data);
