import type { DataSource } from './definition.ts';
import type { JsonValue } from './expression.ts';
import { reportDuplicates } from './duplicates.ts';
import { fieldsOf } from './fields.ts';
import type { Folder } from './folder.ts';
import type { Layout } from './layout.ts';
import { isObject, Part } from './part.ts';
import { readCollectionFiles, readCollectionFolders } from './read-collections.ts';
import { readRuleSet } from './read-rule-set.ts';

export interface NamedDataSources {
  readonly dataSources: readonly DataSource[];
  /** Layouts before 2021 refer to a data source by its id. */
  readonly nameOfId: ReadonlyMap<string, string>;
}

const types = ['mongodb-atlas', 'mongodb', 'datalake'];
const readPreferences = ['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'] as const;

/** The linked MongoDBs, with rules and schemas. */
export function readDataSources(folder: Folder, { generation }: Layout): NamedDataSources {
  const found = folder.foldersIn(generation).flatMap((name) => {
    const path = `${generation}/${name}`;
    const part = folder.json(`${path}/config.json`) ?? withoutConfig(folder, path);
    if (generation === 'services' && !isMongodb(part)) return reportService(part);
    const { id, source } = readConfig(part, name);
    const defaults = folder.json(`${path}/default_rule.json`);
    const rules = defaults && readRuleSet(defaults);
    const collections =
      generation === 'services' ? readCollectionFiles(folder, `${path}/rules`) : readCollectionFolders(folder, path);
    return [{ part, id, source: { ...source, ...(rules && { defaultRules: rules }), collections } }];
  });
  const once = reportDuplicates(found, ({ source }) => source.name, 'data source');
  return {
    dataSources: once.map(({ source }) => source),
    nameOfId: new Map(once.map(({ id, source }) => [id, source.name])),
  };
}

function isMongodb(part: Part): boolean {
  return types.some((type) => type === typeOf(part));
}

function typeOf({ value }: Part): JsonValue | undefined {
  return isObject(value) ? value['type'] : undefined;
}

/** Services of type `http` hold webhooks; the others were third parties. */
function reportService(part: Part): [] {
  const type = typeOf(part);
  if (typeof type === 'string' && type !== 'http')
    part.warning(`docgate serves no service of type ${type}.`, 'Call it from a function.');
  return [];
}

function withoutConfig(folder: Folder, path: string): Part {
  const part = new Part({}, { file: `${path}/config.json`, findings: folder.findings });
  // Folders of other services have files of their own.
  if (path.startsWith('data_sources/'))
    part.warning('The data source has no config.json: defaults hold.', 'Add the file.');
  return part;
}

function readConfig(part: Part, folderName: string): { id: string; source: Omit<DataSource, 'collections'> } {
  const fields = fieldsOf(part);
  const type = fields.get('type');
  if (type !== undefined && !types.includes(type.text() ?? ''))
    type.warning(
      'docgate knows no such type of data source.',
      `Known are ${types.join(', ')}; others are taken for a MongoDB.`,
    );
  const source = {
    name: fields.text('name') ?? folderName,
    type: type?.value === 'datalake' ? 'datalake' : 'mongodb-atlas',
    ...readConnection(fields.get('config')),
  };
  const id = fields.text(['id', '_id']) ?? '';
  fields.end('version');
  return { id, source };
}

function readConnection(part: Part | undefined): Pick<DataSource, 'clusterName' | 'readPreference'> {
  if (part === undefined) return { readPreference: 'primary' };
  const fields = fieldsOf(part);
  const clusterName = fields.text('clusterName');
  const readPreference = fields.choice('readPreference', readPreferences, 'primary');
  fields.end(
    'wireProtocolEnabled',
    'readPreferenceTagSets',
    'sync',
    'flexible_sync',
    'dataLakeName',
    'clusterId',
    'groupId',
  );
  return { readPreference, ...(clusterName !== undefined && { clusterName }) };
}
