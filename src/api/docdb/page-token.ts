import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Problem } from '../../problem/index.ts';

const version = 1;
const macBytes = 16;
/** Characters. It is in a header and in a URL, with a filter and more beside it, and clients read headers of 8 to 16 KiB. */
const maxToken = 4096;

/** What a page token is good for: it is refused with any other data source, collection, filter or sort. */
export interface PageContext {
  readonly dataSource: string;
  readonly database: string;
  readonly collection: string;
  /** Plain JSON. */
  readonly filter: unknown;
  readonly sort: unknown;
}

/** An opaque token of the sort values (canonical Extended JSON texts) of a page's last document. */
export function signPageToken(key: KeyObject, context: PageContext, sortKey: readonly string[]): string {
  const payload = toPayload(sortKey);
  return Buffer.concat([mac(key, context, payload), payload]).toString('base64url');
}

/** Whether a token of these sort values is short enough. */
export function fitsPageToken(sortKey: readonly string[]): boolean {
  return ((macBytes + toPayload(sortKey).length) * 4) / 3 <= maxToken;
}

function toPayload(sortKey: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([version, ...sortKey]));
}

/**
 * The sort values in a token of `signPageToken`.
 * @throws Problem INVALID_PAGE_TOKEN
 */
export function verifyPageToken(key: KeyObject, context: PageContext, token: string): readonly string[] {
  const bytes = Buffer.from(token, 'base64url');
  const payload = bytes.subarray(macBytes);
  const isOurs = bytes.length > macBytes && timingSafeEqual(bytes.subarray(0, macBytes), mac(key, context, payload));
  if (!isOurs || bytes.toString('base64url') !== token) throw invalidToken();
  const [, ...sortKey] = JSON.parse(payload.toString()) as [number, ...string[]];
  return sortKey;
}

function mac(key: KeyObject, context: PageContext, payload: Buffer): Buffer {
  const { dataSource, database, collection, filter, sort } = context;
  const scope = JSON.stringify(['docdb page', version, dataSource, database, collection, filter, sort]);
  return createHmac('sha256', key).update(scope).update('\0').update(payload).digest().subarray(0, macBytes);
}

function invalidToken(): Problem {
  const message = 'is not a token that this collection gave for this filter and sort';
  return new Problem('INVALID_PAGE_TOKEN', {
    detail: `The parameter after ${message}: take it from the Link header of the page before, and change neither filter nor sort`,
    errors: [{ path: '/query/after', message }],
  });
}
