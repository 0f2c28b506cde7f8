/**
 * A process that is killed in the middle of a ruled write of many: adds 1 to `n` of every document of a collection, or deletes
 * them all, and kills itself when it has looked so many times whether its client is still there.
 */
import { createDataSources } from '../../src/mongo/index.ts';
import { openDocuments } from '../../src/documents/index.ts';
import { parseRuleSet } from '../../src/rules/index.ts';
import { contextOf } from './context.ts';
import * as ruleSets from './rules.ts';

const [uri = '', database = '', collection = '', rules = '', write = '', looks = ''] = process.argv.slice(2);
const { signal } = new AbortController();
let looked = 0;
signal.throwIfAborted = () => {
  looked += 1;
  if (looked === Number(looks)) process.kill(process.pid, 'SIGKILL');
};
const documents = openDocuments({
  source: createDataSources([{ name: 'main', uri }]).get('main'),
  namespace: { database, collection },
  rules: {
    own: parseRuleSet({ roles: rules === 'owner' ? ruleSets.owner : ruleSets.perDocument }),
    byDefault: undefined,
    schema: undefined,
  },
  context: contextOf('a'),
  reaches: () => true,
  signal,
});
await (write === 'update' ? documents.updateMany({}, { $inc: { n: 1 } }) : documents.deleteMany({}));
process.exit();
