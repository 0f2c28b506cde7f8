import type { ClientSession, Db, MongoClient, TopologyDescription } from 'mongodb';
import { neverSent } from './session-use.ts';
import type { ControlClient } from './control-client.ts';

const maxKeptDatabases = 100;
const maxKeptSessions = 100;
/** Servers forget sessions that have not been used for 30 minutes, and end what still runs in them. */
const sessionMs = 25 * 60_000;

/** A client that is connected once, counts who uses it, and can be retired while work on it goes on. */
export class PooledClient {
  readonly client: MongoClient;
  readonly control: ControlClient;
  /** As last known: while every server is away it still says what the deployment is. */
  topology: TopologyDescription | undefined;
  /** True once the client has reached a server; from then on the driver looks after the connection itself. */
  isConnected = false;
  isClosed = false;
  #connecting: Promise<void> | undefined;
  #uses = 0;
  #retired = false;
  #lent = false;
  #lingerMs = 0;
  #lingering: NodeJS.Timeout | undefined;
  #databases = new Map<string, Db>();
  readonly #sessions: ClientSession[] = [];

  constructor(client: MongoClient, control: ControlClient) {
    this.client = client;
    this.control = control;
    client.on('topologyDescriptionChanged', ({ newDescription }) => {
      if (newDescription.hasKnownServers) this.topology = newDescription;
    });
  }

  /** @throws the driver's error when no server is reached in time; the next call tries again. */
  connect(): Promise<void> {
    this.#connecting ??= this.client
      .connect()
      .then(() => {
        this.isConnected = true;
      })
      .finally(() => {
        this.#connecting = undefined;
      });
    return this.#connecting;
  }

  /** A Db costs as much to make as a tenth of a query, so those in use are kept. */
  database(name: string): Db {
    let database = this.#databases.get(name);
    if (database === undefined) {
      if (this.#databases.size >= maxKeptDatabases) this.#databases.clear();
      this.#databases.set(name, (database = this.client.db(name)));
    }
    return database;
  }

  /** A Db to keep: this client then outlives its retirement, until `close`. */
  lend(name: string): Db {
    this.#lent = true;
    return this.client.db(name);
  }

  /** One that nobody uses: to make and to end a session costs as much as a tenth of a query. */
  takeSession(): ClientSession {
    const session = this.#keptSession() ?? this.client.startSession({ causalConsistency: false });
    session.serverSession.lastUse = neverSent;
    return session;
  }

  #keptSession(): ClientSession | undefined {
    for (let kept = this.#sessions.pop(); kept !== undefined; kept = this.#sessions.pop()) {
      if (performance.now() - kept.serverSession.lastUse < sessionMs) return kept;
      void kept.endSession();
    }
    return undefined;
  }

  /** For the next who needs one, unless something may still be done to it. */
  returnSession(session: ClientSession): void {
    const isClean = !session.serverSession.isDirty && !session.isPinned && !this.isClosed;
    if (isClean && this.#sessions.length < maxKeptSessions) this.#sessions.push(session);
    else void session.endSession();
  }

  enter(): void {
    this.#uses += 1;
  }

  leave(): void {
    this.#uses -= 1;
    this.#closeWhenIdle();
  }

  /** Ends with the last of the work that is under way; or so long after it, for a request that has more to do. */
  retire(lingerMs = 0): void {
    this.#lingerMs = lingerMs;
    this.#retired = true;
    this.#closeWhenIdle();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.#lingering);
    await Promise.all([this.client.close(), this.control.close()]);
  }

  #closeWhenIdle(): void {
    if (!this.#retired || this.isClosed || this.#uses > 0 || this.#lent) return;
    if (this.#lingerMs === 0) return this.#closeUnseen();
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => {
      if (this.#uses === 0) this.#closeUnseen();
    }, this.#lingerMs).unref();
  }

  #closeUnseen(): void {
    this.close().catch(() => {
      // A client that nobody uses any more: how it ends is of no interest.
    });
  }
}
