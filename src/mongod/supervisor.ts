import { setTimeout as sleep } from 'node:timers/promises';
import type { MongodLog } from './log.ts';
import { MongodError } from './mongod-error.ts';
import type { MongodProcess } from './mongod-process.ts';
import { sendSignal } from './stop-process.ts';

export type MongodState = 'running' | 'restarting' | 'stopped';

export interface SupervisorOptions {
  /** Starts another one in place of one that died. */
  readonly relaunch: () => Promise<MongodProcess>;
  readonly onStateChange?: ((state: MongodState) => void) | undefined;
  readonly log: MongodLog;
  /** Aborted by `stop`; ends a relaunch as well. */
  readonly stopping: AbortController;
}

/** In milliseconds; doubled from try to try, and from the beginning again after a time of health. */
const backoff = { first: 50, longest: 10_000, healthy: 60_000 };

/** Keeps one mongod running until it is told to stop. */
export class Supervisor {
  #mongod: MongodProcess;
  readonly #options: SupervisorOptions;
  readonly #ended: Promise<void>;
  #delayMs = backoff.first;

  constructor(first: MongodProcess, options: SupervisorOptions) {
    this.#mongod = first;
    this.#options = options;
    this.#ended = this.#watch();
  }

  /** Of the process that runs, or ran last. */
  get pid(): number {
    return this.#mongod.pid;
  }

  /** Sends a signal to the process that runs, if one does. */
  signal(name: NodeJS.Signals): void {
    sendSignal(this.#mongod.pid, name);
  }

  /** Stops mongod in order. */
  async stop(): Promise<void> {
    const { stopping, onStateChange } = this.#options;
    stopping.abort(new MongodError('the embedded MongoDB is being stopped'));
    await this.#mongod.stop();
    await this.#ended;
    onStateChange?.('stopped');
  }

  async #watch(): Promise<void> {
    const { stopping, log, onStateChange } = this.#options;
    for (;;) {
      const startedAt = performance.now();
      const { reason } = await this.#mongod.exited;
      if (stopping.signal.aborted) return;
      onStateChange?.('restarting');
      log.warn({ pid: this.#mongod.pid }, `${reason}; starting it again`);
      if (performance.now() - startedAt > backoff.healthy) this.#delayMs = backoff.first;
      if (!(await this.#relaunch())) return;
      log.info({ pid: this.#mongod.pid }, 'mongod is back');
      onStateChange?.('running');
    }
  }

  /** Tries until it works or the service stops; says which. */
  async #relaunch(): Promise<boolean> {
    const { stopping, log, relaunch } = this.#options;
    while (!stopping.signal.aborted) {
      try {
        await sleep(this.#delayMs, undefined, { signal: stopping.signal });
        this.#delayMs = Math.min(this.#delayMs * 2, backoff.longest);
        this.#mongod = await relaunch();
        return true;
      } catch (error) {
        if (!stopping.signal.aborted)
          log.warn({ err: error }, `mongod cannot be started: ${MongodError.from(error).message}`);
      }
    }
    return false;
  }
}
