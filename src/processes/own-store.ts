import { ownDataSource } from '../config/index.ts';
import { createDataSources } from '../mongo/index.ts';
import type { MasterKey } from '../secrets/index.ts';
import { prepareStore, type BootstrapOutcome, type NewDocdbMount } from '../store/index.ts';
import { explainStoreError } from './explain.ts';
import type { OwnMongodb } from './own-mongodb.ts';
import type { HttpSideOptions } from './http-side.ts';

export interface StorePreparation {
  readonly mongodb: OwnMongodb;
  readonly masterKey: MasterKey;
  readonly mounts: readonly NewDocdbMount[];
  /** Host and data directory. */
  readonly place: string;
}

/** Brings the store up to date over a connection of its own, which ends with it. */
export async function prepareOwnStore(
  { config, env, log }: HttpSideOptions,
  preparation: StorePreparation,
): Promise<BootstrapOutcome> {
  const { mongodb, masterKey, mounts, place } = preparation;
  const dataSources = createDataSources([{ name: ownDataSource, uri: mongodb.uri }], {
    readEnv: (name) => env[name],
    log,
  });
  try {
    const source = dataSources.get(ownDataSource);
    const { transactions } = await source.capabilities();
    const { migrations, ...outcome } = await prepareStore({
      db: await source.database(config.database),
      transactions,
      masterKey,
      dataDir: config.dataDir,
      place,
      ownerKey: config.bootstrapKey,
      mounts,
      requestLogDays: config.requestLogDays,
    });
    if (migrations.length > 0) log.info({ migrations }, 'the store was brought up to date');
    return outcome;
  } catch (error) {
    throw explainStoreError(error, config);
  } finally {
    await dataSources.close();
  }
}
