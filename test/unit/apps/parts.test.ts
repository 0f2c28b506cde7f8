import { expect, test } from 'vitest';
import { readApp, readPart, writePart, type AppPart } from '../../../src/apps/index.ts';
import { readFolder } from './folders.ts';

type Files = Readonly<Record<string, string>>;

function filesOf(name: string): Files {
  return Object.fromEntries(readFolder(name));
}

function changed(before: Files, after: Files | undefined): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after ?? {})]);
  return [...paths].filter((path) => before[path] !== after?.[path]).toSorted();
}

const item = { dataSource: 'mongodb-atlas', database: 'todo', collection: 'Item' };
const entries = { dataSource: 'mongodb-atlas', database: 'notes', collection: 'entries' };
const added = { dataSource: 'mongodb-atlas', database: 'notes', collection: 'added' };
const role = { name: 'all', apply_when: {}, read: true };

test.each<[folder: string, part: AppPart, value: object, file: string]>([
  ['20230101-tasks', { kind: 'rules', ...item }, { roles: [role] }, 'data_sources/mongodb-atlas/todo/Item/rules.json'],
  [
    '20230101-tasks',
    { kind: 'schema', ...item },
    { bsonType: 'object' },
    'data_sources/mongodb-atlas/todo/Item/schema.json',
  ],
  [
    '20230101-tasks',
    { kind: 'defaultRules', dataSource: 'mongodb-atlas' },
    { roles: [role] },
    'data_sources/mongodb-atlas/default_rule.json',
  ],
  ['20230101-tasks', { kind: 'value', name: 'greeting' }, { value: 1 }, 'values/greeting.json'],
  ['20230101-tasks', { kind: 'value', name: 'more' }, { value: 1 }, 'values/more.json'],
  ['20230101-tasks', { kind: 'authProvider', type: 'api-key' }, { disabled: true }, 'auth/providers.json'],
  ['20230101-tasks', { kind: 'dataApi' }, { disabled: true }, 'https_endpoints/gen_endpoints_config.json'],
  ['20210101-shop', { kind: 'dataApi' }, { disabled: true }, 'http_endpoints/data_api_config.json'],
  ['smallest', { kind: 'dataApi' }, { disabled: true }, 'https_endpoints/gen_endpoints_config.json'],
  ['20230101-tasks', { kind: 'schemaValidation' }, { null_types: true }, 'schema_validation.json'],
  ['20210101-shop', { kind: 'schemaValidation' }, { read_validation_level: 'STRICT' }, 'schema_validation.json'],
  ['20200603-notes', { kind: 'schemaValidation' }, { read_validation_action: 'WARN' }, 'schema_validation.json'],
  [
    '20200603-notes',
    { kind: 'rules', ...entries },
    { roles: [role] },
    'services/mongodb-atlas/rules/notes.entries.json',
  ],
  [
    '20200603-notes',
    { kind: 'schema', ...added },
    { bsonType: 'object' },
    'services/mongodb-atlas/rules/notes.added.json',
  ],
  ['20200603-notes', { kind: 'authProvider', type: 'api-key' }, { disabled: true }, 'auth_providers/api-key.json'],
])('%s: %j is written to one file, right for the reader, and read again', (folder, part, value, file) => {
  const before = filesOf(folder);
  const after = writePart(before, part, value as Record<string, never>);
  expect(changed(before, after)).toEqual([file]);
  const { app, findings } = readApp(new Map(Object.entries(after ?? {})));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(app).toBeDefined();
  expect(readPart(after ?? {}, part)).toMatchObject(value);
});

test('before 2021, rules and schema share a file and leave each other alone', () => {
  const before = filesOf('20200603-notes');
  const rules = writePart(before, { kind: 'rules', ...entries }, { roles: [] }) ?? {};
  expect(readPart(rules, { kind: 'schema', ...entries })).toEqual(readPart(before, { kind: 'schema', ...entries }));
  const none = writePart(rules, { kind: 'schema', ...entries }, undefined) ?? {};
  expect(readPart(none, { kind: 'schema', ...entries })).toBeUndefined();
  expect(readPart(none, { kind: 'rules', ...entries })).toMatchObject({ roles: [], database: 'notes' });
});

test('a removed part takes its file along', () => {
  const before = filesOf('20230101-tasks');
  const after = writePart(before, { kind: 'rules', ...item }, undefined);
  expect(after && Object.keys(after)).not.toContain('data_sources/mongodb-atlas/todo/Item/rules.json');
});

test('there is no place for the rules of a data source that is not the app’s', () => {
  const part = { kind: 'rules', ...item, dataSource: 'other' } as const;
  expect(writePart(filesOf('20230101-tasks'), part, { roles: [] })).toBeUndefined();
  expect(readPart(filesOf('20230101-tasks'), part)).toBeUndefined();
});
