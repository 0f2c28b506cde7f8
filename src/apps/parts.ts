import type { AppDefinition, DataSource } from './definition.ts';
import type { JsonValue } from './expression.ts';
import { Findings } from './findings.ts';
import { Folder } from './folder.ts';
import { findLayout, type Layout } from './layout.ts';
import { isObject } from './part.ts';
import { dataApiFiles } from './read-data-api.ts';
import { schemaValidationFile } from './read-schema-validation.ts';

/** Something of an app that can be changed by itself. */
export type AppPart =
  | {
      readonly kind: 'rules' | 'schema';
      readonly dataSource: string;
      readonly database: string;
      readonly collection: string;
    }
  | { readonly kind: 'defaultRules'; readonly dataSource: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'authProvider'; readonly type: string }
  | { readonly kind: 'dataApi' }
  | { readonly kind: 'schemaValidation' };

type Files = Readonly<Record<string, string>>;
type JsonObject = { readonly [name: string]: JsonValue };

/** Where a part stands: a file, or one field of it. */
interface Place {
  readonly file: string;
  readonly field?: string;
  /** Fields of the file that are not the part's. */
  readonly others?: readonly string[];
  /** Fields that say what the file is about. */
  readonly named?: JsonObject;
}

const providerTypes = ['anon-user', 'api-key', 'local-userpass', 'custom-token', 'custom-function'];

/** The parts that the files speak of. */
export function listParts(files: Files, { dataSources, values }: AppDefinition): AppPart[] {
  const { folder, layout } = open(files);
  const possible: AppPart[] = [
    { kind: 'dataApi' },
    { kind: 'schemaValidation' },
    ...providerTypes.map((type) => ({ kind: 'authProvider' as const, type })),
    ...values.map(({ name }) => ({ kind: 'value' as const, name })),
    ...dataSources.flatMap(partsOfSource),
  ];
  return possible.filter((part) => valueAt(folder, layout && placeOf(folder, layout, part)) !== undefined);
}

function partsOfSource({ name: dataSource, collections }: DataSource): AppPart[] {
  const kinds = ['rules', 'schema'] as const;
  const ofCollections = collections.flatMap(({ database, collection }) =>
    kinds.map((kind): AppPart => ({ kind, dataSource, database, collection })),
  );
  return [{ kind: 'defaultRules', dataSource }, ...ofCollections];
}

/** A part as its file says it; undefined when there is none. */
export function readPart(files: Files, part: AppPart): JsonObject | undefined {
  const { folder, layout } = open(files);
  return valueAt(folder, layout && placeOf(folder, layout, part));
}

function valueAt(folder: Folder, place: Place | undefined): JsonObject | undefined {
  if (place === undefined) return undefined;
  const value = folder.json(place.file)?.value ?? null;
  if (!isObject(value)) return undefined;
  if (place.field === undefined) return without(value, place.others ?? []);
  const inner = Object.hasOwn(value, place.field) ? (value[place.field] ?? null) : null;
  return isObject(inner) ? inner : undefined;
}

/** The files with a part replaced, or, with undefined, removed. → undefined when there is no place for it: the data source is not the app's */
export function writePart(files: Files, part: AppPart, value: JsonObject | undefined): Files | undefined {
  const { folder, layout } = open(files);
  const place = layout && placeOf(folder, layout, part);
  if (place === undefined) return undefined;
  const known = folder.json(place.file)?.value ?? null;
  const file = isObject(known) ? known : {};
  const next = place.field === undefined ? wholeFile(place, file, value) : withField(place, file, place.field, value);
  const kept = Object.entries(files).filter(([path]) => path !== place.file);
  if (next === undefined) return Object.fromEntries(kept);
  return Object.fromEntries([...kept, [place.file, `${JSON.stringify(next, null, 4)}\n`]]);
}

function wholeFile(
  { others = [], named = {} }: Place,
  file: JsonObject,
  value: JsonObject | undefined,
): JsonObject | undefined {
  const kept = only(file, others);
  if (value !== undefined) return { ...without(value, others), ...named, ...kept };
  return Object.keys(kept).length === 0 ? undefined : { ...named, ...kept };
}

function withField({ named = {} }: Place, file: JsonObject, field: string, value: JsonObject | undefined): JsonObject {
  const kept = { ...named, ...without(file, [field]) };
  return value === undefined ? kept : { ...kept, [field]: value };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function only(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function open(files: Files): { folder: Folder; layout: Layout | undefined } {
  // What is wrong in the files is told when the version is checked.
  const folder = new Folder(new Map(Object.entries(files)), new Findings());
  return { folder, layout: findLayout(folder) };
}

function placeOf(folder: Folder, layout: Layout, part: AppPart): Place | undefined {
  const isOld = layout.generation === 'services';
  if (part.kind === 'value') return { file: fileOfValue(folder, part.name), named: { name: part.name } };
  if (part.kind === 'authProvider') {
    const named = { name: part.type, type: part.type };
    return isOld
      ? { file: `auth_providers/${part.type}.json`, named }
      : { file: 'auth/providers.json', field: part.type };
  }
  if (part.kind === 'dataApi') return { file: fileOfDataApi(folder, layout) };
  if (part.kind === 'schemaValidation') return { file: schemaValidationFile };
  const source = folderOf(folder, layout, part.dataSource);
  if (source === undefined) return undefined;
  if (part.kind === 'defaultRules') return { file: `${source}/default_rule.json` };
  return isOld ? oldPlace(source, part) : currentPlace(source, part);
}

/** Where the settings are, or where an export of this layout would have them. */
function fileOfDataApi(folder: Folder, { version }: Layout): string {
  const known = dataApiFiles.find((file) => folder.has(file));
  return (
    known ?? `${version === 20230101 ? 'https_endpoints/gen_endpoints_config' : 'http_endpoints/data_api_config'}.json`
  );
}

interface CollectionPart {
  readonly kind: 'rules' | 'schema';
  readonly database: string;
  readonly collection: string;
}

function currentPlace(source: string, { kind, database, collection }: CollectionPart): Place {
  const path = `${source}/${database}/${collection}`;
  return kind === 'schema'
    ? { file: `${path}/schema.json` }
    : { file: `${path}/rules.json`, named: { database, collection } };
}

/** Before 2021 a collection is one file, its schema a field of it. */
function oldPlace(source: string, { kind, database, collection }: CollectionPart): Place {
  const file = `${source}/rules/${database}.${collection}.json`;
  const named = { database, collection };
  return kind === 'schema' ? { file, field: 'schema', named } : { file, named, others: ['schema', 'relationships'] };
}

/** The folder of a data source: its own config names it, or the folder does. */
function folderOf(folder: Folder, { generation }: Layout, name: string): string | undefined {
  const paths = folder.foldersIn(generation).map((one) => ({ one, path: `${generation}/${one}` }));
  return paths.find(({ one, path }) => (nameIn(folder, `${path}/config.json`) ?? one) === name)?.path;
}

function fileOfValue(folder: Folder, name: string): string {
  const files = folder.filesIn('values').map((file) => `values/${file}`);
  return files.find((file) => file.endsWith('.json') && nameIn(folder, file) === name) ?? `values/${name}.json`;
}

function nameIn(folder: Folder, file: string): string | undefined {
  const value = folder.json(file)?.value ?? null;
  const name = isObject(value) ? value['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
