import { request } from 'node:http';
import { expect, inject } from 'vitest';
import { basic } from '../../../_harness/client.ts';

export interface DocdbCall {
  readonly as?: readonly [username: string, password: string];
  readonly body?: object;
  /** URL of another service than the run's. */
  readonly at?: string;
}

/** One request on a connection of its own, so that any worker may get it. → status and body */
export function docdb(method: string, path: string, call: DocdbCall = {}): Promise<{ status: number; text: string }> {
  const { as, body, at = inject('serviceUrl') } = call;
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = {
    ...(as && { authorization: basic(...as) }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const sent = request(new URL(path, at), { method, headers, agent: false }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
  });
  sent.on('error', reject).end(body && JSON.stringify(body));
  return promise;
}

/** The statuses that many requests get, all workers among those who answer. */
export async function statuses(method: string, path: string, call: DocdbCall = {}): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: 12 }, () => docdb(method, path, call)));
  return [...new Set(answers.map(({ status }) => status))];
}

/** Waits until every worker answers so, which is soon. */
export async function everywhere(status: number, method: string, path: string, call: DocdbCall = {}): Promise<void> {
  await expect.poll(() => statuses(method, path, call), { timeout: 15_000, interval: 50 }).toEqual([status]);
}
