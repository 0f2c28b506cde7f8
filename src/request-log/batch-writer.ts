import { BoundedQueue } from './bounded-queue.ts';

export interface BatchWriterOptions<Item> {
  /** Fails when nothing is known to be written; the same batch may come again. */
  readonly write: (batch: readonly Item[]) => Promise<unknown>;
  /** How many may wait. */
  readonly capacity: number;
  readonly batchSize: number;
  /** How often less than a whole batch is written, and how long a batch that failed rests. */
  readonly everyMs: number;
  /** How often a batch is tried before it is given up. */
  readonly mostTries: number;
  /** Told of items that will not be written: the oldest of a full queue, and batches that are given up. */
  readonly onLost: (count: number, reason: 'full' | 'failed') => void;
  /** Told of the first failure in a row; without an error: of the success that ends it. */
  readonly onTrouble: (error?: unknown) => void;
}

/** Takes items in without waiting and writes them in the background, one batch at a time. */
export class BatchWriter<Item> {
  readonly #options: BatchWriterOptions<Item>;
  readonly #waiting: BoundedQueue<Item>;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #failed: { readonly batch: readonly Item[]; readonly tries: number } | undefined;
  #isTroubled = false;

  constructor(options: BatchWriterOptions<Item>) {
    this.#options = options;
    this.#waiting = new BoundedQueue(options.capacity);
    this.#timer = setInterval(() => void this.#run(), options.everyMs).unref();
  }

  add(item: Item): void {
    const { batchSize, onLost } = this.#options;
    if (this.#waiting.push(item)) onLost(1, 'full');
    // Where writing fails, the timer alone tries again.
    if (this.#waiting.size >= batchSize && !this.#isTroubled) void this.#run();
  }

  /** Writes all that waits, unless MongoDB fails: what is left then is lost. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    do await this.#run();
    while (this.#waiting.size > 0 && !this.#isTroubled);
    const left = this.#waiting.size + (this.#failed?.batch.length ?? 0);
    if (left > 0) this.#options.onLost(left, 'failed');
  }

  #run(): Promise<void> {
    this.#running ??= this.#writeBatches().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #writeBatches(): Promise<void> {
    const { batchSize } = this.#options;
    do {
      const { batch, tries } = this.#failed ?? { batch: this.#waiting.take(batchSize), tries: 0 };
      if (batch.length > 0) await this.#write(batch, tries + 1);
    } while (this.#waiting.size >= batchSize && !this.#isTroubled);
  }

  async #write(batch: readonly Item[], tries: number): Promise<void> {
    const { write, mostTries, onLost, onTrouble } = this.#options;
    try {
      await write(batch);
      this.#failed = undefined;
      if (this.#isTroubled) onTrouble();
      this.#isTroubled = false;
    } catch (error) {
      this.#failed = tries < mostTries ? { batch, tries } : undefined;
      if (this.#failed === undefined) onLost(batch.length, 'failed');
      if (!this.#isTroubled) onTrouble(error);
      this.#isTroubled = true;
    }
  }
}
