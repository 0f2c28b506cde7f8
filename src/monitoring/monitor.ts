import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimedHost } from '../store/index.ts';
import type { MonitoringOptions } from './options.ts';
import { pingHost } from './ping-host.ts';

/** Background work that runs until it is closed. */
export interface Monitoring {
  /** Resolves when no ping runs any more. */
  close(): Promise<void>;
}

const mostAtOnce = 20;
const restMs = 1000;
const restWhileAwayMs = 5000;

/** Pings what is due, so many at once at most. Asks the store for work each second: no event can be missed, and any store will do. */
export function startMonitoring(options: MonitoringOptions): Monitoring {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  const ended = work(options, running, stop.signal);
  return {
    async close() {
      stop.abort();
      await ended;
      await Promise.all(running);
    },
  };
}

async function work(options: MonitoringOptions, running: Set<Promise<void>>, signal: AbortSignal): Promise<void> {
  const claim = claimer(options);
  while (!signal.aborted) {
    const claimed = await claim();
    if (typeof claimed === 'number') await sleep(claimed, undefined, { signal }).catch(() => undefined);
    else {
      const ping = pingHost(options, claimed, signal).finally(() => running.delete(ping));
      running.add(ping);
      if (running.size >= mostAtOnce) await Promise.race(running);
    }
  }
}

/** Gives the next host, or how long to rest; says once when the store goes away, and once when it is back. */
function claimer({ pings, log }: MonitoringOptions): () => Promise<ClaimedHost | number> {
  let isAway = false;
  return async () => {
    try {
      const claimed = await pings.claim();
      if (isAway) log.info({}, 'monitoring goes on: the store is back');
      isAway = false;
      return claimed ?? restMs;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'monitoring waits for the store');
      isAway = true;
      return restWhileAwayMs;
    }
  };
}
