/**
 * A process that is killed in the middle of a ruled `updateMany`: adds 1 to `n` of every document of a collection in one
 * transaction, and prints a line with each batch.
 */
import { createDataSources } from '../../src/mongo/index.ts';
import { openDocuments } from '../../src/documents/index.ts';
import { parseRuleSet } from '../../src/rules/index.ts';
import { contextOf } from './context.ts';
import { perDocument } from './rules.ts';

const [uri = '', database = '', collection = ''] = process.argv.slice(2);
const { signal } = new AbortController();
signal.throwIfAborted = () => void process.stdout.write('batch\n');
const documents = openDocuments({
  source: createDataSources([{ name: 'main', uri }]).get('main'),
  namespace: { database, collection },
  rules: { own: parseRuleSet({ roles: perDocument }), byDefault: undefined, schema: undefined },
  context: contextOf('a'),
  reaches: () => true,
  signal,
});
await documents.updateMany({}, { $inc: { n: 1 } });
process.stdout.write('done\n');
