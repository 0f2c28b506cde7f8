import type { TopologyDescription } from 'mongodb';
import { Problem } from '../problem/index.ts';
import type { DataSourceConfig, LinkedDataSource, Log } from './data-source-config.ts';
import { DataSource } from './data-source.ts';
import { RotatingClient } from './rotating-client.ts';
import { haveServerInCommon } from './same-server.ts';

export interface DataSources {
  /** @throws Problem when no data source has that name, or linked one that id. */
  get(name: string): DataSource;
  /** The same; undefined when there is none. */
  find(name: string): DataSource | undefined;
  /** Of those that were there from the start. */
  names(): string[];
  /**
   * Has exactly these of one owner (`projects`) from now on, besides those of the start and of other owners. One that is new is
   * opened when first used; one that is gone, or of another version, is closed when the work on it has ended.
   */
  link(owner: string, linked: readonly LinkedDataSource[]): void;
  /** Cuts off what is still under way. */
  close(): Promise<void>;
}

export interface DataSourcesDeps {
  /** Reads a variable for `env:NAME`. */
  readonly readEnv?: (name: string) => string | undefined;
  readonly log?: Log;
  /** How often files with connection strings are looked at, in milliseconds; 5,000 unless said. */
  readonly checkSecretsEveryMs?: number;
  /** How long after its last use an unlinked data source is closed, in milliseconds; 10,000 unless said. */
  readonly lingerMs?: number;
}

interface Opened {
  readonly client: RotatingClient;
  readonly source: DataSource;
}

interface Linked extends LinkedDataSource {
  readonly owner: string;
  opened?: Opened;
}

const silent: Log = { info: () => undefined, warn: () => undefined };

/**
 * One shared, pooled client a data source. Secrets are read now, so that a missing one stops the start; servers are reached when first used.
 * @throws Error that names data source, place and mend.
 */
export function createDataSources(configs: readonly DataSourceConfig[], deps: DataSourcesDeps = {}): DataSources {
  const { readEnv = () => undefined, log = silent, checkSecretsEveryMs = 5000, lingerMs = 10_000 } = deps;
  const own = new Map<string, Opened>();
  const linked = new Map<string, Linked>();
  const clients = new Set<RotatingClient>();

  function open(
    config: DataSourceConfig,
    isForbidden?: (topology: TopologyDescription | undefined) => boolean,
  ): Opened {
    const client = new RotatingClient(config, { readEnv, log, checkEveryMs: checkSecretsEveryMs });
    for (const known of clients) if (known.current.isClosed) clients.delete(known);
    clients.add(client);
    return { client, source: new DataSource(config.name, client, isForbidden) };
  }

  for (const config of configs) {
    const { name } = config;
    if (own.has(name)) throw new Error(`Two data sources have the name "${name}". Rename one.`);
    own.set(name, open(config));
  }

  /** What cannot be looked at (a load balancer hides its servers) is taken for what is forbidden. */
  function leadsTo(name: string) {
    let last: { seen: TopologyDescription; forbidden: TopologyDescription; result: boolean } | undefined;
    return (seen: TopologyDescription | undefined): boolean => {
      const forbidden = own.get(name)?.client.current.topology;
      if (seen === undefined || seen.type === 'LoadBalanced' || forbidden === undefined) return true;
      if (last?.seen !== seen || last.forbidden !== forbidden)
        last = { seen, forbidden, result: haveServerInCommon(seen, forbidden) };
      return last.result;
    };
  }

  function find(name: string): DataSource | undefined {
    const found = own.get(name);
    if (found !== undefined) return found.source;
    const link = linked.get(name);
    return link && (link.opened ??= open(link.config(), leadsTo(link.apartFrom))).source;
  }

  return {
    find,
    get(name) {
      const found = find(name);
      if (found !== undefined) return found;
      const known = [...own.keys()].join(', ');
      throw new Problem('UNEXPECTED_ERROR', { cause: new Error(`no data source "${name}"; there are: ${known}`) });
    },
    names: () => [...own.keys()],
    link(owner, wanted) {
      const byId = new Map(wanted.map((one) => [one.id, one]));
      for (const [id, known] of linked) {
        if (known.owner !== owner || byId.get(id)?.version === known.version) continue;
        known.opened?.client.retire(lingerMs);
        linked.delete(id);
      }
      for (const [id, one] of byId) if (!linked.has(id)) linked.set(id, { ...one, owner });
    },
    async close() {
      await Promise.all([...clients].map((client) => client.close()));
    },
  };
}
