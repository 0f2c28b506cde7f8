import { setTimeout as sleep } from 'node:timers/promises';
import { MongoError } from 'mongodb';

export function hasLabel(error: unknown, ...labels: readonly string[]): boolean {
  return error instanceof MongoError && labels.some((label) => error.hasErrorLabel(label));
}

const mostMs = 200;

/** Waits a little before a second attempt where a server says that it has too much to do. */
export async function backOff(error: unknown): Promise<void> {
  if (hasLabel(error, 'SystemOverloadedError')) await sleep(Math.random() * mostMs);
}
