import { controlOptions, makeClient } from './client-options.ts';
import { canRotate, placeOf, readConnectionString } from './connection-string.ts';
import { ControlClient } from './control-client.ts';
import type { DataSourceConfig, Log } from './data-source-config.ts';
import { PooledClient } from './pooled-client.ts';

export interface RotationDeps {
  readonly readEnv: (name: string) => string | undefined;
  readonly log: Log;
  /** How often a file is looked at, in milliseconds. */
  readonly checkEveryMs: number;
}

/** The client of a data source, replaced by another when the file with its connection string changes. */
export class RotatingClient {
  readonly #config: DataSourceConfig;
  readonly #deps: RotationDeps;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #clients = new Set<PooledClient>();
  #connectionString: string;
  #current: PooledClient;

  /** @throws Error that names data source, place and mend. Nothing is connected yet. */
  constructor(config: DataSourceConfig, deps: RotationDeps) {
    this.#config = config;
    this.#deps = deps;
    this.#connectionString = readConnectionString(config, deps.readEnv);
    this.#current = this.#make(this.#connectionString);
    if (canRotate(config.uri)) this.#timer = setInterval(() => this.refresh(), deps.checkEveryMs).unref();
  }

  get current(): PooledClient {
    return this.#current;
  }

  get connectionString(): string {
    return this.#connectionString;
  }

  /** Looks whether the secret has changed; work on the old client ends normally. A secret that cannot be read changes nothing. */
  refresh(): void {
    if (!canRotate(this.#config.uri)) return;
    const { name, uri } = this.#config;
    try {
      const text = readConnectionString(this.#config, this.#deps.readEnv);
      if (text === this.#connectionString) return;
      this.#replace(text);
      this.#deps.log.info({ dataSource: name }, `data source "${name}": ${placeOf(uri)} has changed, reconnecting`);
    } catch (error) {
      this.#deps.log.warn({ dataSource: name, err: error }, 'the old connection string stays in use');
    }
  }

  /** No more is begun: ends so long after the last of the work that is under way. */
  retire(lingerMs: number): void {
    clearInterval(this.#timer);
    this.#current.retire(lingerMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#clients].map((client) => client.close()));
  }

  #replace(connectionString: string): void {
    const old = this.#current;
    this.#current = this.#make(connectionString);
    this.#connectionString = connectionString;
    old.retire();
  }

  #make(connectionString: string): PooledClient {
    const control = new ControlClient(() => makeClient(this.#config, connectionString, controlOptions));
    const made = new PooledClient(makeClient(this.#config, connectionString), control);
    for (const client of this.#clients) if (client.isClosed) this.#clients.delete(client);
    this.#clients.add(made);
    return made;
  }
}
