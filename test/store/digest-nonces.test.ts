import { expect, test } from 'vitest';
import { digestNonces, spendNonce } from '../../src/store/digest-nonces.ts';
import { migrate } from '../../src/store/migrations.ts';
import { freshStore } from './fresh-store.ts';

const end = new Date('2100-01-01T00:00:00Z');

test('a nonce is spent once for each count, however many try at a time', async () => {
  const { db } = await freshStore();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => spendNonce(db, 'nonce', 1, end)));
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(await spendNonce(db, 'nonce', 2, end)).toBe(true);
  expect(await spendNonce(db, 'other', 1, end)).toBe(true);
});

test('MongoDB forgets it by itself, but not before its end even if its clock is ahead', async () => {
  const { db } = await freshStore();
  await migrate(db);
  await spendNonce(db, 'nonce', 1, end);
  const indexes = await digestNonces(db).indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
  const kept = await digestNonces(db).findOne();
  expect(kept?.expiresAt.getTime()).toBeGreaterThanOrEqual(end.getTime() + 60_000);
});
