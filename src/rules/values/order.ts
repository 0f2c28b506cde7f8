import type { ObjectId } from 'bson';
import { classOf } from './document.ts';
import { kindOf } from './kind.ts';
import { compareNumbers } from './numbers.ts';

export type Order = 'gt' | 'gte' | 'lt' | 'lte';

/** Whether values of this one's type have an order that rules can ask for. */
export function hasOrder(value: unknown): boolean {
  return ['boolean', 'date', 'null', 'number', 'objectId', 'string'].includes(kindOf(value));
}

/** As MongoDB's `$gt` and its like: values of different types have no order. */
export function isOrdered(a: unknown, order: Order, b: unknown): boolean {
  const sign = compare(a, b);
  if (sign === undefined) return false;
  if (sign === 0) return order === 'gte' || order === 'lte';
  return order.startsWith('g') ? sign > 0 : sign < 0;
}

function compare(a: unknown, b: unknown): number | undefined {
  const kind = kindOf(a);
  if (kind !== kindOf(b) || !hasOrder(a)) return undefined;
  if (kind === 'number') return compareNumbers(a, b);
  if (kind === 'null') return 0;
  if (kind === 'boolean' || kind === 'date') return Number(a) - Number(b);
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

/** MongoDB orders texts by their UTF-8, JavaScript by UTF-16. */
function bytesOf(value: unknown): Uint8Array {
  return classOf(value) === 'ObjectId' ? (value as ObjectId).id : Buffer.from(String(value));
}
