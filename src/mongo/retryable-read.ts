import { MongoError, MongoNetworkError } from 'mongodb';

/** https://github.com/mongodb/specifications/blob/master/source/retryable-reads/retryable-reads.md#retryable-error */
const codes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** Whether the same read may succeed on another try: `db.command` does not try again by itself. */
export function isRetryableRead(error: unknown): boolean {
  if (error instanceof MongoNetworkError) return true;
  return error instanceof MongoError && typeof error.code === 'number' && codes.has(error.code);
}
