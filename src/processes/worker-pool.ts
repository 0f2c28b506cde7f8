import cluster, { type Worker } from 'node:cluster';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Counter, Gauge } from 'prom-client';
import { packSecrets } from '../secrets/index.ts';
import { backoff } from './backoff.ts';
import { openChannel, type Peer } from './channel.ts';
import { explainListenError } from './explain.ts';
import { freePort } from './free-port.ts';
import type { HttpSide, HttpSideOptions, ServiceAccess } from './http-side.ts';
import { createRegistry, sumMetrics } from './metrics.ts';
import { settledWithin } from './settled-within.ts';
import type { PrimaryApi, WorkerApi, WorkerInit } from './worker-api.ts';

const metricsMs = 1000;

/** Worker processes that share one port, from outside like the service in one process. A worker that dies is replaced. */
export function openWorkerPool(options: HttpSideOptions): HttpSide {
  const pool = new WorkerPool(options);
  pool.open();
  return { listen: (access) => pool.listen(access), close: (graceMs) => pool.close(graceMs) };
}

class WorkerPool {
  readonly #options: HttpSideOptions;
  readonly #register = createRegistry();
  /** What workers are told as soon as it is known. */
  readonly #init = Promise.withResolvers<string>();
  readonly #peers = new Map<Worker, Peer<WorkerApi>>();
  readonly #listening = new Set<Worker>();
  readonly #started = Promise.withResolvers<{ url: string }>();
  readonly #pause = backoff();
  readonly #restarts: Counter;
  readonly #size: Gauge;
  #stopping = false;

  constructor(options: HttpSideOptions) {
    this.#options = options;
    const registers = [this.#register];
    this.#size = new Gauge({ name: 'docgate_workers', help: 'Workers that take requests', registers });
    this.#restarts = new Counter({
      name: 'docgate_worker_restarts_total',
      help: 'Workers that died and were replaced',
      registers,
    });
    // Nobody may be waiting yet when a worker ends early.
    this.#started.promise.catch(() => undefined);
  }

  /** Workers start at once: they load while MongoDB starts, and then ask what to do. */
  open(): void {
    const exec = fileURLToPath(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));
    cluster.setupPrimary({ exec, args: [] });
    for (let count = 0; count < this.#options.config.workers; count++) this.#fork();
  }

  async listen({ mongodbUri, masterKey }: ServiceAccess): Promise<{ url: string }> {
    const { config, version } = this.#options;
    const port = await freePort(config.host, config.port).catch((error: unknown) => {
      throw explainListenError(error, config);
    });
    const init: WorkerInit = { config: { ...config, port }, mongodbUri, masterKey: masterKey.secret, version };
    this.#init.resolve(packSecrets(init));
    return this.#started.promise;
  }

  async close(graceMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#peers].map(([worker, peer]) => end(worker, peer, graceMs)));
  }

  #fork(): void {
    const worker = cluster.fork();
    const bornAt = performance.now();
    const peer = openChannel<WorkerApi>(worker, this.#offer(worker));
    this.#peers.set(worker, peer);
    worker.once('exit', (code, signal) => {
      peer.close();
      this.#peers.delete(worker);
      this.#listening.delete(worker);
      this.#size.set(this.#listening.size);
      this.#started.reject(new Error(`a worker ended before all were listening (${signal ?? code})`));
      if (!this.#stopping) this.#replace({ pid: worker.process.pid, code, signal }, performance.now() - bornAt);
    });
  }

  #offer(worker: Worker): PrimaryApi {
    return {
      init: () => this.#init.promise,
      listening: (url) => {
        this.#listening.add(worker);
        this.#size.set(this.#listening.size);
        if (this.#listening.size === this.#options.config.workers) this.#started.resolve({ url });
      },
      failed: (message) => {
        this.#started.reject(new Error(message));
        this.#options.log.error({ pid: worker.process.pid, reason: message }, 'a worker could not start');
      },
      metrics: () => this.#metrics(),
    };
  }

  #replace(dead: object, lifeMs: number): void {
    const pauseMs = this.#pause(lifeMs);
    this.#options.log.error({ ...dead, pauseMs }, 'a worker died and is replaced');
    this.#restarts.inc();
    setTimeout(() => {
      if (!this.#stopping) this.#fork();
    }, pauseMs);
  }

  /** A worker that is busy or dying is left out rather than waited for. */
  async #metrics(): Promise<string> {
    const own = this.#register.getMetricsAsJSON();
    const calls = [own, ...[...this.#peers.values()].map((peer) => peer.call('metrics'))];
    return sumMetrics(await settledWithin<object>(metricsMs, calls));
  }
}

async function end(worker: Worker, peer: Peer<WorkerApi>, graceMs: number): Promise<void> {
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  if (worker.isDead()) return;
  const kill = setTimeout(() => worker.process.kill('SIGKILL'), graceMs + 5000);
  await peer.call('close', graceMs).catch(() => undefined);
  await gone;
  clearTimeout(kill);
}
