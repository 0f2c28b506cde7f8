import { EncodedBody, type OperationHandler } from '../../contract/index.ts';
import { answerMode } from './answer-mode.ts';
import type { DocdbDeps } from './deps.ts';
import { type ListQuery, toListQuery } from './list-query.ts';
import { nextLink } from './next-link.ts';
import { openCollection, type OpenedCollection } from './opened-collection.ts';
import { type Page, readPage } from './page.ts';
import { type PageContext, signPageToken, verifyPageToken } from './page-token.ts';
import { readSortKey } from './sort-key.ts';

/** Documents that match a filter, as a bare array, page by page. */
export function listDocuments({ dataSources, pageTokenKey }: DocdbDeps): OperationHandler<'listDocuments'> {
  return async (request) => {
    const { contentType, mode } = answerMode(request.headers['accept']);
    const collection = openCollection(dataSources, request);
    const query = toListQuery(collection.mount, request.query);
    const context = pageContext(collection, query);
    const from =
      query.after === undefined ? undefined : readSortKey(verifyPageToken(pageTokenKey, context, query.after))?.values;
    const [page, total] = await bothOrNeither(readPage(collection, query, from, mode), countTotal(collection, query));
    return {
      status: 200,
      headers: {
        Vary: 'Accept',
        ...(total !== undefined && { 'X-Total-Count': String(total) }),
        ...(page.last !== undefined && {
          Link: nextLink(request.target, signPageToken(pageTokenKey, context, page.last.texts)),
        }),
      },
      body: new EncodedBody(contentType, page.content),
    };
  };
}

/** Waits for both; a page that nobody will read, because the count has failed, gives its cursor back. */
async function bothOrNeither(
  reading: Promise<Page>,
  counting: Promise<number | undefined>,
): Promise<[Page, number | undefined]> {
  const [page, total] = await Promise.allSettled([reading, counting]);
  if (page.status === 'rejected') throw page.reason;
  if (total.status === 'fulfilled') return [page.value, total.value];
  await page.value.discard();
  throw total.reason;
}

function pageContext({ mount, namespace }: OpenedCollection, { filterJson, order }: ListQuery): PageContext {
  return { dataSource: mount.dataSource, ...namespace, filter: filterJson, sort: Object.entries(order.sort) };
}

async function countTotal(
  { source, namespace, mount, signal }: OpenedCollection,
  { count, filter }: ListQuery,
): Promise<number | undefined> {
  const { maxTimeMs } = mount;
  if (count === 'exact') return source.count(namespace, filter, { maxTimeMs }, signal);
  if (count === 'estimated') return source.estimatedCount(namespace, { maxTimeMs }, signal);
  return undefined;
}
