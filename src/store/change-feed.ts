import { setTimeout as sleep } from 'node:timers/promises';
import { majorityOf, type Db, type Document, type Log } from '../mongo/index.ts';
import { Coalesced } from './coalesced.ts';

/** Who has to know when something changes: reads its collections anew, whatever has changed in them. */
export interface Follower {
  readonly collections: readonly string[];
  /** Called once at a time. @throws to be called again soon */
  reread(db: Db): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly db: Db;
  /** Whether the data source has change streams. */
  readonly changeStreams: boolean;
  readonly followers: readonly Follower[];
  readonly log: Log;
  /** How long to wait before the next look where there is no stream, in milliseconds; 1,000 unless said. */
  readonly pauseMs?: number;
}

export interface ChangeFeed {
  /** What is still under way ends with the connection to MongoDB. */
  close(): void;
}

/**
 * Follows what other processes change in the store: by one change stream, and by reading everything each second while there
 * is none. Whatever happens to the stream, followers read all of it again afterwards, so nothing is missed for long.
 * Resolves when every follower has read a first time. @throws what the first reading throws
 */
export async function openChangeFeed(options: ChangeFeedOptions): Promise<ChangeFeed> {
  const feed = new Feed(options);
  void feed.run(await feed.read());
  return { close: () => feed.stop() };
}

type Instant = Exclude<NonNullable<Parameters<Db['watch']>[1]>['startAtOperationTime'], undefined>;

/** What is read of an event; that of a dropped database names no collection. */
interface ChangedPlace {
  readonly ns?: { readonly coll?: string };
}

class Feed {
  readonly #options: ChangeFeedOptions;
  readonly #settled: Db;
  readonly #readers: readonly { readonly collections: ReadonlySet<string>; readonly reader: Coalesced }[];
  readonly #stop = new AbortController();
  #complaint = '';

  constructor(options: ChangeFeedOptions) {
    const { db, changeStreams, followers } = options;
    this.#options = options;
    this.#settled = changeStreams ? majorityOf(db) : db;
    this.#readers = followers.map((follower) => ({
      collections: new Set(follower.collections),
      reader: new Coalesced(() => follower.reread(this.#settled)),
    }));
  }

  /** All followers read everything. → when that began, for the stream that goes on from there. */
  async read(): Promise<Instant | undefined> {
    const { operationTime } = (await this.#options.db.command({ ping: 1 })) as { operationTime?: Instant };
    await Promise.all(this.#readers.map(({ reader }) => reader.run()));
    this.#complaint = '';
    return operationTime;
  }

  async run(first: Instant | undefined): Promise<void> {
    let since = first;
    while (!this.#stop.signal.aborted) {
      try {
        if (this.#options.changeStreams) await this.#watch(since);
        await this.#pause();
        since = await this.read();
      } catch (error) {
        this.#complain(error);
        await this.#pause();
      }
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Until the stream ends; the driver itself goes on after a failover. */
  async #watch(since: Instant | undefined): Promise<void> {
    const names = this.#options.followers.flatMap(({ collections }) => collections);
    const stages = [{ $match: { 'ns.coll': { $in: names } } }, { $project: { ns: 1 } }];
    const stream = this.#options.db.watch<Document, ChangedPlace>(stages, {
      ...(since !== undefined && { startAtOperationTime: since }),
    });
    let failure: unknown;
    const end = (): void => void stream.close().catch(() => undefined);
    const fail = (error: unknown): void => {
      failure = error;
      end();
    };
    this.#stop.signal.addEventListener('abort', end, { once: true });
    try {
      for await (const { ns } of stream)
        for (const { collections, reader } of this.#readers)
          if (collections.has(ns?.coll ?? '')) reader.run().catch(fail);
    } catch (error) {
      throw failure ?? error;
    } finally {
      this.#stop.signal.removeEventListener('abort', end);
      end();
    }
  }

  async #pause(): Promise<void> {
    await sleep(this.#options.pauseMs ?? 1000, undefined, { ref: false, signal: this.#stop.signal }).catch(
      () => undefined,
    );
  }

  /** Once for each reason, not once a second. */
  #complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#stop.signal.aborted || reason === this.#complaint) return;
    this.#complaint = reason;
    this.#options.log.warn({ err: error }, 'the store cannot be followed: what was read last holds until it can');
  }
}
