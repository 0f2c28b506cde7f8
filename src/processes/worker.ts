/** A worker process: HTTP and nothing else. Started by the primary, told everything over the pipe, gone when the primary is. */
import { composeService, type Service } from '../compose.ts';
import { processEnvironment, reasonOf } from '../config/index.ts';
import { openMasterKey, unpackSecrets } from '../secrets/index.ts';
import { openChannel, type Endpoint } from './channel.ts';
import { explainListenError } from './explain.ts';
import { createLog } from './log.ts';
import { createRegistry } from './metrics.ts';
import type { PrimaryApi, WorkerApi, WorkerInit } from './worker-api.ts';

const register = createRegistry();
let service: Service | undefined;

const api: WorkerApi = {
  async close(graceMs) {
    await service?.close(graceMs);
    // Once the answer has gone out, nothing else keeps this process.
    setImmediate(() => process.disconnect());
  },
  metrics: () => register.getMetricsAsJSON(),
};

process.on('disconnect', () => process.exit(0));
// A terminal and some supervisors signal the whole group; the primary alone decides when its workers end.
process.on('SIGTERM', () => undefined).on('SIGINT', () => undefined);

const primary = openChannel<PrimaryApi>(pipe(), api);
try {
  service = await start();
} catch (error) {
  await primary.call('failed', reasonOf(error)).catch(() => undefined);
  process.exit(1);
}

async function start(): Promise<Service> {
  // The primary packed it from this very type.
  const { config, mongodbUri, masterKey, version } = unpackSecrets(await primary.call('init')) as WorkerInit;
  const env = processEnvironment();
  const made = await composeService(config, {
    mongodbUri: mongodbUri.reveal(),
    masterKey: await openMasterKey({ given: masterKey, dataDir: config.dataDir }),
    version,
    register,
    metrics: () => primary.call('metrics'),
    log: createLog(config.logLevel, { worker: process.pid }),
    readEnv: (name) => env[name],
  });
  const { url } = await made.listen().catch((error: unknown) => {
    throw explainListenError(error, config);
  });
  await primary.call('listening', url);
  return made;
}

function pipe(): Endpoint {
  if (process.send === undefined) throw new Error('This program is a worker of docgate: the service starts it itself.');
  return {
    send: (message, callback) => process.send?.(message, undefined, undefined, callback),
    on: (event, listener) => process.on(event, listener),
  };
}
