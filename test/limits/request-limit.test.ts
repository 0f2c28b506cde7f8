/** The worked example of both seeds, with a clock that the test moves and two processes. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDataSources } from '../../src/mongo/index.ts';

interface Spent {
  allowed: boolean;
  retryAfterSeconds: number;
}

const database = `limits_${process.pid}`;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  for (let n = 0; n < 2; n++) {
    const child = fork(new URL('count-requests.ts', import.meta.url), [inject('mongodbUri'), database]);
    processes.push(child);
    await once(child, 'message');
  }
});

afterAll(async () => {
  for (const child of processes) child.disconnect();
  const sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }]);
  await (await sources.get('default').database(database)).dropDatabase();
  await sources.close();
});

/** So many requests at that time, shared by both processes at once. */
async function ask(clock: string, subject: string, times: number): Promise<Spent[]> {
  const at = Date.parse(`2026-11-23T${clock}Z`);
  const answers = processes.map(async (child) => {
    const answer = once(child, 'message');
    child.send({ at, subject, times: times / 2 });
    return (await answer)[0] as Spent[];
  });
  return (await Promise.all(answers)).flat();
}

const allowed = (spent: Spent[]): number => spent.filter((one) => one.allowed).length;

test('user A and B in project X and Y, 13:00:00 to 13:01', async () => {
  expect(allowed(await ask('13:00:00', 'X', 30))).toBe(30);
  expect(allowed(await ask('13:00:20', 'X', 20))).toBe(20);
  const ofB = await ask('13:00:30', 'X', 60);
  expect(allowed(ofB)).toBe(50);
  expect(ofB.find((one) => !one.allowed)?.retryAfterSeconds).toBe(30);
  expect(allowed(await ask('13:00:40', 'Y', 100))).toBe(100);
  expect(allowed(await ask('13:00:59', 'X', 2))).toBe(0);
  expect(allowed(await ask('13:01:00', 'X', 100))).toBe(100);
});
