import { Agent, request } from 'node:http';
import { inject } from 'vitest';
import { basic } from '../../../_harness/client.ts';

/** One answered request of the traffic. */
export interface Answered {
  readonly id: string;
  readonly status: number;
  /** By `performance.now()`. */
  readonly startedAt: number;
}

export interface Traffic {
  readonly answered: readonly Answered[];
  /** Resolves when so many requests have been answered since. */
  more(count: number): Promise<void>;
  stop(): Promise<readonly Answered[]>;
}

let sequence = 0;

/**
 * Clients that insert documents into a collection, one after another: half of them on connections that they keep, half on a new one
 * for each request, so that every worker is among those who answer. @throws at `stop` when a connection breaks
 */
export function traffic(path: string, as: readonly [string, string], clients = 8): Traffic {
  const answered: Answered[] = [];
  const stop = new AbortController();
  const client = async (index: number): Promise<void> => {
    using agent = keepAlive(index % 2 === 0);
    while (!stop.signal.aborted) {
      const id = `${process.pid}-${(sequence += 1)}`;
      const startedAt = performance.now();
      answered.push({ id, startedAt, status: await insert(path, as, id, agent.agent) });
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  // It is awaited at the end: until then a broken connection is no unhandled rejection.
  running.catch(() => undefined);
  return {
    answered,
    async more(count) {
      const goal = answered.length + count;
      while (answered.length < goal) await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 10))]);
    },
    async stop() {
      stop.abort();
      await running;
      return answered;
    },
  };
}

function keepAlive(keeps: boolean): { agent: Agent; [Symbol.dispose](): void } {
  const agent = new Agent({ keepAlive: keeps, maxSockets: 1 });
  return { agent, [Symbol.dispose]: () => agent.destroy() };
}

function insert(path: string, as: readonly [string, string], _id: string, agent: Agent): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { authorization: basic(...as), 'content-type': 'application/json' };
  const sent = request(new URL(path, inject('serviceUrl')), { method: 'POST', headers, agent }, (response) => {
    response
      .resume()
      .on('error', reject)
      .on('end', () => resolve(response.statusCode ?? 0));
  });
  sent.on('error', reject).end(JSON.stringify({ _id }));
  return promise;
}
