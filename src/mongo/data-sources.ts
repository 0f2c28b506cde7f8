import { Problem } from '../problem/index.ts';
import type { DataSourceConfig, Log } from './data-source-config.ts';
import { DataSource } from './data-source.ts';
import { RotatingClient } from './rotating-client.ts';

export interface DataSources {
  /** @throws Problem when no data source has that name. */
  get(name: string): DataSource;
  names(): string[];
  /** Cuts off what is still under way. */
  close(): Promise<void>;
}

export interface DataSourcesDeps {
  /** Reads a variable for `env:NAME`. */
  readonly readEnv?: (name: string) => string | undefined;
  readonly log?: Log;
  /** How often files with connection strings are looked at, in milliseconds; 5,000 unless said. */
  readonly checkSecretsEveryMs?: number;
}

const silent: Log = { info: () => undefined, warn: () => undefined };

/**
 * One shared, pooled client a data source. Secrets are read now, so that a missing one stops the start; servers are reached when first used.
 * @throws Error that names data source, place and mend.
 */
export function createDataSources(configs: readonly DataSourceConfig[], deps: DataSourcesDeps = {}): DataSources {
  const { readEnv = () => undefined, log = silent, checkSecretsEveryMs = 5000 } = deps;
  const clients = new Map<string, RotatingClient>();
  const sources = new Map<string, DataSource>();
  for (const config of configs) {
    const { name } = config;
    if (sources.has(name)) throw new Error(`Two data sources have the name "${name}". Rename one.`);
    const client = new RotatingClient(config, { readEnv, log, checkEveryMs: checkSecretsEveryMs });
    clients.set(name, client);
    sources.set(name, new DataSource(name, client));
  }
  return {
    get(name) {
      const source = sources.get(name);
      if (source !== undefined) return source;
      const known = [...sources.keys()].join(', ');
      throw new Problem('UNEXPECTED_ERROR', { cause: new Error(`no data source "${name}"; there are: ${known}`) });
    },
    names: () => [...sources.keys()],
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
