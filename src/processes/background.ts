import { ownDataSource } from '../config/index.ts';
import { createDataSources } from '../mongo/index.ts';
import { startMonitoring } from '../monitoring/index.ts';
import { createEncryption, type MasterKey } from '../secrets/index.ts';
import { createHostPings } from '../store/index.ts';
import type { HttpSideOptions } from './http-side.ts';
import type { OwnMongodb } from './own-mongodb.ts';

/** Starts what the service does without being asked, over connections of its own; it ends before they do. */
export async function startBackground(
  { config, env, log }: HttpSideOptions,
  { mongodb, masterKey }: { readonly mongodb: OwnMongodb; readonly masterKey: MasterKey },
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const dataSources = createDataSources([{ name: ownDataSource, uri: mongodb.uri, maxPoolSize: 2 }], {
    readEnv: (name) => env[name],
    log,
  });
  stack.defer(() => dataSources.close());
  const source = dataSources.get(ownDataSource);
  const db = await source.database(config.database);
  const { transactions } = await source.capabilities();
  const pings = createHostPings({ db, transactions, intervalMs: config.hostPingSeconds * 1000 });
  const monitoring = startMonitoring({ pings, encryption: createEncryption(masterKey), log });
  stack.defer(() => monitoring.close());
  return stack.move();
}
