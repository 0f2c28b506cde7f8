/** One process of the service, as far as counting goes: told the time and how often to ask. */
import { createDataSources } from '../../src/mongo/index.ts';
import { createRequestLimit } from '../../src/limits/index.ts';

const [uri = '', database = ''] = process.argv.slice(2);
const sources = createDataSources([{ name: 'default', uri }]);
let time = 0;
const limit = createRequestLimit({ db: await sources.get('default').database(database), now: () => time });

async function count({ at, subject, times }: { at: number; subject: string; times: number }): Promise<void> {
  time = at;
  const spent = await Promise.all(Array.from({ length: times }, () => limit.spend(subject)));
  process.send?.(spent.map(({ allowed, retryAfterSeconds }) => ({ allowed, retryAfterSeconds })));
}

process.on('message', (order) => void count(order as Parameters<typeof count>[0]));
process.once('disconnect', () => void sources.close().then(() => process.exit()));
process.send?.('ready');
