import type { ClientSession, Db } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import { neverReuse, untilAborted } from './abandoned-read.ts';
import { readCursorReply, type CursorReply } from './cursor-reply.ts';
import type { Namespace } from './data-source-config.ts';
import { batchSizeOf, type BatchSizes, type FindResult } from './find-query.ts';
import type { PooledClient } from './pooled-client.ts';

export interface OpenCursorDeps {
  readonly pooled: PooledClient;
  readonly db: Db;
  readonly session: ClientSession;
  readonly namespace: Namespace;
  readonly query: BatchSizes;
  readonly signal: AbortSignal | undefined;
  readonly toProblem: (error: unknown) => Problem;
}

/** A cursor that the server holds open: getMore by getMore as raw as the first batch, killed when the signal aborts. */
export class OpenCursor implements FindResult {
  readonly firstBatch: Buffer;
  readonly exhausted = false;
  readonly #deps: OpenCursorDeps;
  readonly #kill = (): void => void this.close();
  /** 0 as soon as the server has closed it, or has been asked to. */
  #id: bigint;
  #ended = false;

  constructor(deps: OpenCursorDeps, { id, batch }: CursorReply) {
    this.firstBatch = batch;
    this.#deps = deps;
    this.#id = id;
    deps.pooled.enter();
    deps.signal?.addEventListener('abort', this.#kill, { once: true });
    if (deps.signal?.aborted === true) this.#kill();
  }

  async *rest(): AsyncIterable<Buffer> {
    const { signal, toProblem } = this.#deps;
    try {
      signal?.throwIfAborted();
      while (this.#id !== 0n) yield await this.#getMore();
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : toProblem(error);
    } finally {
      await this.close();
    }
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const { pooled, session, signal } = this.#deps;
    signal?.removeEventListener('abort', this.#kill);
    if (this.#id !== 0n) await this.#killCursor();
    // A getMore may still wait for a connection: it must not be sent any more.
    if (signal?.aborted === true) neverReuse(session);
    pooled.returnSession(session);
    pooled.leave();
  }

  async #getMore(): Promise<Buffer> {
    const { db, session, namespace, query, signal } = this.#deps;
    const command = { getMore: this.#id, collection: namespace.collection, batchSize: batchSizeOf(query) };
    const running = db.command(command, { raw: true, readPreference: db.client.readPreference, session });
    const reply = await untilAborted(running, signal);
    const { id, batch } = readCursorReply(reply['cursor'] as Buffer);
    if (!this.#ended) this.#id = id;
    return batch;
  }

  /** Ends a getMore that is under way as well: the server or the session refuses one that comes later. */
  async #killCursor(): Promise<void> {
    const { pooled, namespace } = this.#deps;
    const id = this.#id;
    this.#id = 0n;
    await pooled.control.killCursor(namespace, id);
  }
}
