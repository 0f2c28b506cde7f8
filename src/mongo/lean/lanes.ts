import { TimeoutContext, WaitQueueTimeoutError, type DriverPool } from './driver.ts';
import type { LeanConnection } from './lean-connection.ts';

/** After so many commands, or so long, a connection goes back to the pool, where others wait who take the driver's way. */
const most = { turns: 16, ms: 20 };

interface Waiter {
  readonly deadline: number;
  readonly resolve: (connection: LeanConnection) => void;
  readonly reject: (error: unknown) => void;
}

/** How often a connection has been passed on, and since when it is here. */
interface Stay {
  turns: number;
  readonly since: number;
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
  readonly #stays = new Map<LeanConnection, Stay>();
  /** Check-outs that are under way. */
  #coming = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param waitMs the longest wait for a connection; 0 for any */
  constructor(pool: DriverPool, waitMs: number) {
    this.#pool = pool;
    this.#waitMs = waitMs;
    this.#most = pool.options.maxPoolSize || Infinity;
    for (const end of ['connectionPoolCleared', 'connectionPoolClosed']) pool.on(end, () => this.#hurry());
  }

  /** @throws the driver's errors, MongoWaitQueueTimeoutError for one */
  take(): Promise<LeanConnection> {
    if (this.#stays.size + this.#coming < this.#most) return this.#checkOut(this.#waitMs);
    return new Promise((resolve, reject) => {
      const deadline = this.#waitMs === 0 ? Infinity : performance.now() + this.#waitMs;
      this.#queue.push({ deadline, resolve, reject });
      this.#watch();
    });
  }

  give(connection: LeanConnection): void {
    const next = this.#mayStay(connection) ? this.#queue.shift() : undefined;
    if (next !== undefined) return next.resolve(connection);
    this.#stays.delete(connection);
    this.#pool.checkIn(connection);
    this.#sendOn(this.#queue.shift());
  }

  #mayStay(connection: LeanConnection): boolean {
    const stay = this.#stays.get(connection);
    if (stay === undefined || this.#pool.closed) return false;
    if (connection.closed || connection.generation !== this.#pool.generation) return false;
    stay.turns += 1;
    return stay.turns < most.turns && performance.now() - stay.since < most.ms;
  }

  /** @param waitMs 0 for any time */
  async #checkOut(waitMs: number): Promise<LeanConnection> {
    const timeoutContext = TimeoutContext.create({ serverSelectionTimeoutMS: 0, waitQueueTimeoutMS: waitMs });
    this.#coming += 1;
    try {
      const connection = (await this.#pool.checkOut({ timeoutContext })) as LeanConnection;
      this.#stays.set(connection, { turns: 0, since: performance.now() });
      return connection;
    } catch (error) {
      this.#sendOn(this.#queue.shift());
      throw error;
    } finally {
      this.#coming -= 1;
    }
  }

  /** To the pool's own queue, for as long as there is left. */
  #sendOn(waiter: Waiter | undefined): void {
    if (waiter === undefined) return;
    const left = this.#waitMs === 0 ? 0 : Math.max(1, waiter.deadline - performance.now());
    this.#checkOut(left).then(waiter.resolve, waiter.reject);
  }

  /** What the pool refuses now is refused to all who wait here. */
  #hurry(): void {
    for (const waiter of this.#queue.splice(0)) this.#sendOn(waiter);
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
