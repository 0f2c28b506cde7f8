import type { ClientSession, MongoClient } from 'mongodb';
import type { Namespace } from './data-source-config.ts';

/** One connection beside the pool, made when first needed: what asks after the server or relieves it must not queue behind slow queries. */
export class ControlClient {
  readonly #make: () => MongoClient;
  #client: MongoClient | undefined;
  #closed = false;

  constructor(make: () => MongoClient) {
    this.#make = make;
  }

  async ping(signal: AbortSignal | undefined): Promise<void> {
    await this.#open().db('admin').command({ ping: 1 }, { signal });
  }

  /** Ends what runs in a session, with its cursors; one's own sessions need no privilege. Never rejects. */
  async killSession(id: ClientSession['id']): Promise<void> {
    await this.#try('admin', { killSessions: [id] });
  }

  /** The server drops an idle cursor after ten minutes anyway, so a failure here is nobody's business. Never rejects. */
  async killCursor({ database, collection }: Namespace, id: bigint): Promise<void> {
    await this.#try(database, { killCursors: collection, cursors: [id] });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.close();
  }

  async #try(database: string, command: object): Promise<void> {
    if (this.#closed) return;
    try {
      const client = this.#open();
      await client.db(database).command(command, { readPreference: client.readPreference });
    } catch {
      // Whatever was to be ended ends by itself some day.
    }
  }

  #open(): MongoClient {
    return (this.#client ??= this.#make());
  }
}
