import { TimeoutContext, WaitQueueTimeoutError, type DriverPool } from './driver.ts';
import type { LeanConnection } from './lean-connection.ts';

/** After so many commands a connection goes back to the pool, where others wait who take the driver's way. */
const mostTurns = 16;

interface Waiter {
  readonly deadline: number;
  readonly resolve: (connection: LeanConnection) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Connections of one pool for many small commands: under load each goes from command to command, in the order in which they
 * came, since the pool's own queue costs as much as a command. Idle ones are the pool's.
 */
export class Lanes {
  readonly #pool: DriverPool;
  readonly #waitMs: number;
  readonly #most: number;
  readonly #queue: Waiter[] = [];
  readonly #turns = new WeakMap<LeanConnection, number>();
  #open = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param waitMs the longest wait for a connection; 0 for any */
  constructor(pool: DriverPool, waitMs: number) {
    this.#pool = pool;
    this.#waitMs = waitMs;
    this.#most = pool.options.maxPoolSize || Infinity;
  }

  /** @throws the driver's errors, MongoWaitQueueTimeoutError for one */
  take(): Promise<LeanConnection> {
    if (this.#open < this.#most) return this.#checkOut();
    return new Promise((resolve, reject) => {
      const deadline = this.#waitMs === 0 ? Infinity : performance.now() + this.#waitMs;
      this.#queue.push({ deadline, resolve, reject });
      this.#watch();
    });
  }

  give(connection: LeanConnection): void {
    const turns = (this.#turns.get(connection) ?? 0) + 1;
    const isUsable = !connection.closed && connection.generation === this.#pool.generation;
    const isKept = isUsable && turns < mostTurns && this.#queue.length > 0;
    this.#turns.set(connection, isKept ? turns : 0);
    if (isKept) return this.#queue.shift()?.resolve(connection);
    this.#open -= 1;
    this.#pool.checkIn(connection);
    this.#openNext();
  }

  async #checkOut(): Promise<LeanConnection> {
    this.#open += 1;
    try {
      const timeoutContext = TimeoutContext.create({ serverSelectionTimeoutMS: 0, waitQueueTimeoutMS: this.#waitMs });
      return (await this.#pool.checkOut({ timeoutContext })) as LeanConnection;
    } catch (error) {
      this.#open -= 1;
      this.#openNext();
      throw error;
    }
  }

  #openNext(): void {
    const next = this.#queue.shift();
    if (next !== undefined) this.#checkOut().then(next.resolve, next.reject);
  }

  /** One timer for all: who came first has the first deadline. */
  #watch(): void {
    const [first] = this.#queue;
    if (this.#timer !== undefined || first === undefined || first.deadline === Infinity) return;
    this.#timer = setTimeout(() => this.#expire(), first.deadline - performance.now()).unref();
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    while (this.#queue[0] !== undefined && this.#queue[0].deadline <= now)
      this.#queue.shift()?.reject(new WaitQueueTimeoutError('no connection became free in time', this.#pool.address));
    this.#watch();
  }
}
