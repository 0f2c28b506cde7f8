import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApp, type AppReading } from '../../../src/apps/index.ts';
import { exported, expectedFile, readFolder } from './folders.ts';

test.each(exported)('the folder %s', (name) => {
  const expected: unknown = JSON.parse(readFileSync(expectedFile(name), 'utf8'));
  expect(JSON.parse(JSON.stringify(readApp(readFolder(name))))).toEqual(expected);
});

test('what is available is not missing', () => {
  const { missing } = readApp(readFolder('20230101-tasks'), {
    secrets: new Set(['jwt-key', 'mail-key']),
    packages: new Set(['moment']),
  });
  expect(missing).toEqual({ secrets: ['data-api-key', 'payload-key'], packages: ['axios'] });
});

test('installed packages are ignored, as one folder', () => {
  const files = new Map([
    ['root_config.json', '{"name": "a"}'],
    ['functions/hello.js', 'exports = 1'],
    ['functions/node_modules/moment/index.js', 'exports = 1'],
    ['functions/node_modules/moment/package.json', '{}'],
  ]);
  expect(readApp(files).ignored).toEqual(['functions/node_modules']);
});

test('an app with errors still says what it is called', () => {
  const reading = readApp(new Map([['root_config.json', '{"app_id": "mine-abcde", "name": 1}']]));
  expect(reading).toMatchObject({ clientAppId: 'mine-abcde', findings: [{ severity: 'error', pointer: '/name' }] });
  expect(reading).not.toHaveProperty('app');
});

test('validation that is switched off or only warns: docgate validates writes all the same, and ignores the rest of graphql', () => {
  const settings = {
    read_validation_action: 'WARN',
    read_validation_level: 'STRICT',
    write_validation_action: 'ERROR',
    write_validation_level: 'OFF',
  };
  const file = 'graphql/validation_settings.json';
  const { findings, ignored } = readApp(
    new Map([
      ['root_config.json', '{"name": "a"}'],
      [file, JSON.stringify(settings)],
    ]),
  );
  const always = expect.stringContaining('docgate always validates writes') as string;
  expect(findings).toMatchObject([
    { severity: 'warning', file, pointer: '/read_validation_action', message: always },
    { severity: 'warning', file, pointer: '/write_validation_level', message: always },
  ]);
  expect(ignored).toEqual(['graphql']);
});

describe.each(['root_config.json', 'realm_config.json', 'config.json', 'stitch.json'])(
  'schema_validation.json beside %s',
  (root) => {
    const file = 'schema_validation.json';
    const read = (text: string) =>
      readApp(
        new Map([
          [root, '{"name": "a"}'],
          [file, text],
        ]),
      );

    test.each<[object, object]>([
      [{}, { nullTypes: false }],
      [{ null_types: true }, { nullTypes: true }],
      [{ null_types: null, read_validation_level: '', read_validation_action: null }, { nullTypes: false }],
      [{ read_validation_level: 'OFF', read_validation_action: 'WARN' }, { nullTypes: false }],
      [{ read_validation_level: 'STRICT' }, { nullTypes: false, reads: 'ERROR' }],
      [
        { null_types: true, read_validation_level: 'STRICT', read_validation_action: 'WARN' },
        { nullTypes: true, reads: 'WARN' },
      ],
    ])('%j', (settings, expected) => {
      const { app, ignored, findings } = read(JSON.stringify(settings));
      expect([app?.schemaValidation, ignored]).toEqual([expected, []]);
      expect(findings.filter((finding) => finding.file === file)).toEqual([]);
    });

    test.each<[string, object]>([
      ['[]', { severity: 'error', pointer: '' }],
      ['{', { severity: 'error', pointer: '' }],
      ['{"null_types": "yes"}', { severity: 'error', pointer: '/null_types' }],
      [
        '{"read_validation_level": "STRIKT"}',
        { severity: 'error', pointer: '/read_validation_level', mend: 'Write "STRICT", in double quotes.' },
      ],
      ['{"read_validation_action": "IGNORE"}', { severity: 'error', pointer: '/read_validation_action' }],
      [
        '{"null_type": true}',
        { severity: 'warning', pointer: '/null_type', mend: 'Did you mean null_types? Else remove it.' },
      ],
      ['{"write_validation_level": "OFF"}', { severity: 'warning', pointer: '/write_validation_level' }],
    ])('%s', (text, finding) => {
      const { app, findings } = read(text);
      expect(findings.filter((one) => one.file === file)).toEqual([expect.objectContaining(finding)]);
      expect(app === undefined).toBe('severity' in finding && finding.severity === 'error');
    });
  },
);

test('without the file nothing is said of it', () => {
  expect(readApp(new Map([['root_config.json', '{"name": "a"}']])).app).not.toHaveProperty('schemaValidation');
});

test('paths that leave the folder, or are no paths, are refused', () => {
  const wrong = [
    '../a.json',
    '/etc/passwd',
    'a//b.json',
    'a\\b.json',
    './a.json',
    'a/\u0000.json',
    '',
    'x'.repeat(600),
  ];
  const files = new Map([
    ['root_config.json', '{"name": "a"}'],
    ...wrong.map((path): [string, string] => [path, '{}']),
  ]);
  const { app, findings } = readApp(files);
  expect(app).toBeUndefined();
  expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(wrong.length);
});

test('values that look like Extended JSON and are none are refused: the app could not be served', () => {
  const files = new Map([
    ['root_config.json', '{"name": "a"}'],
    ['values/team.json', '{"name": "team", "value": {"id": {"$oid": "blue"}}}'],
    ['environments/qa.json', '{"values": {"team": {"$oid": "6512e1b2c3d4e5f601234567"}, "other": {"$oid": "blue"}}}'],
  ]);
  const errors = readApp(files).findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ file, pointer }) => `${file}${pointer}`).toSorted()).toEqual([
    'environments/qa.json/values/other/$oid',
    'values/team.json/value/id/$oid',
  ]);
});

test('a schema as deep as JSON may be is read', () => {
  const files = new Map([
    ['root_config.json', '{"name": "a"}'],
    ['data_sources/a/d/c/schema.json', `${'{"items":'.repeat(999)}{}${'}'.repeat(999)}`],
  ]);
  expect(readApp(files).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

const token = (config: object, signingKeys: string[] = []) =>
  readApp(
    new Map([
      ['root_config.json', '{"name": "a"}'],
      ['auth/providers.json', JSON.stringify({ 'custom-token': { config, secret_config: { signingKeys } } })],
    ]),
  );

test.each([
  ['', false, 'HS256'],
  ['HS256', false, 'HS256'],
  ['RS256', false, 'RS256'],
  ['ES256', false, 'ES256'],
  ['', true, undefined],
  ['HS256', true, undefined],
  ['RS256', true, 'RS256'],
  ['ES256', true, 'ES256'],
])('signingAlgorithm %j, by a key set: %j → %s', (signingAlgorithm, useJWKURI, expected) => {
  const { app, findings } = token({ signingAlgorithm, useJWKURI, jwkURI: 'https://a.example.com/jwks' }, ['jwt']);
  expect(app?.authProviders['custom-token']?.signingAlgorithm).toBe(expected);
  expect(findings).toHaveLength(useJWKURI && signingAlgorithm === 'HS256' ? 1 : 0);
});

test('tokens are checked by three secrets at most', () => {
  const config = { signingAlgorithm: 'HS256' };
  expect(token(config, ['a', 'b', 'c']).findings).toEqual([]);
  expect(token(config, ['a', 'b', 'c', 'd']).findings).toMatchObject([
    { severity: 'error', message: 'The provider has more than 3 signing keys.' },
  ]);
});

test('names of JavaScript’s own objects are names like others', () => {
  const files = new Map([
    ['root_config.json', '{"name": "a", "__proto__": {"location": "X"}, "constructor": 1}'],
    ['environments/no-environment.json', '{"values": {"__proto__": {"a": 1}}}'],
    ['functions/package.json', '{"dependencies": {"__proto__": "1", "constructor": "2"}}'],
    ['functions/toString.js', 'exports = 1'],
    ['data_sources/__proto__/constructor/toString/rules.json', '{}'],
  ]);
  const { app, findings } = readApp(files);
  expect(app?.location).toBe('US-VA');
  expect(Object.keys(app?.environment.values ?? {})).toEqual(['__proto__']);
  expect(Object.keys(app?.dependencies ?? {})).toEqual(['__proto__', 'constructor']);
  expect(app?.dataSources[0]?.collections[0]).toEqual({ database: 'constructor', collection: 'toString' });
  expect(findings.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/__proto__', '/constructor']));
});

test('a hostile folder is answered soon, and with a short report', () => {
  const fields = Array.from({ length: 100_000 }, (_, index) => `"name${index}": 0`);
  const files = new Map([
    ['root_config.json', `{"name": "a", "${'k'.repeat(1_000_000)}": 0, ${fields.join(', ')}}`],
    ...Array.from({ length: 20_000 }, (_, index): [string, string] => [
      `values/${index}.json`,
      '{"name": "same", "valu": 1}',
    ]),
  ]);
  const { findings } = readApp(files);
  expect(findings).toHaveLength(1001);
  expect(JSON.stringify(findings).length).toBeLessThan(1_000_000);
});

test.each([
  ['roles', 'data_sources/a/b/c/rules.json', () => `{"roles": [${'{"name": "x"},'.repeat(50_000)}{"name": "y"}]}`],
  [
    'names of roles',
    'data_sources/a/b/c/rules.json',
    () => JSON.stringify({ roles: Array.from({ length: 100_000 }, (_, name) => ({ name: `${name}` })) }),
  ],
  ['empty lines', 'functions/a.js', () => '\n'.repeat(5_000_000)],
  ['comments that do not end', 'functions/a.js', () => '/*'.repeat(2_000_000)],
  ['imports of nothing', 'functions/a.js', () => 'import\n'.repeat(500_000)],
  ['calls of nothing', 'functions/a.js', () => `${'require('.repeat(500_000)}${' '.repeat(1_000_000)}`],
])('a folder full of %s is answered', (_, path, text) => {
  const { findings } = readApp(
    new Map([
      ['root_config.json', '{"name": "a"}'],
      [path, text()],
    ]),
  );
  expect(findings.length).toBeLessThanOrEqual(1001);
});

test('packages are those that are listed and those that are loaded, but for comments and what Node.js has', () => {
  const source = `import a from 'a/sub';
import { b,
  c } from "@scope/b/sub"; import 'node:fs';
const d = require('d'), e = require( "crypto" ), f = require('./f');
/* require('g') */ // require('h')
const url = 'https://example.com'; exports = () => require(\`i\`);`;
  const files = {
    'root_config.json': '{"name": "a"}',
    'functions/a.js': source,
    'functions/package.json': '{"dependencies": {"crypto": "1", "z": "1"}}',
  };
  const { app, missing } = readApp(new Map(Object.entries(files)));
  expect(app).toBeDefined();
  expect(missing.packages).toEqual(['@scope/b', 'a', 'd', 'i', 'z']);
});

function isSound({ app, findings }: AppReading): void {
  expect(app === undefined).toBe(findings.some(({ severity }) => severity === 'error'));
  expect(JSON.parse(JSON.stringify(app ?? null))).toEqual(app ?? null);
}

test('never throws, whatever the texts', () => {
  const path = fc.oneof(
    fc.constantFrom(...exported.flatMap((name) => [...readFolder(name).keys()])),
    fc.string({ unit: 'grapheme' }),
  );
  const text = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('[]', '{}', 'null', '[[]]', '[{}]', '[null]', '{"values":null}'),
  );
  const files = fc.array(fc.tuple(path, text), { maxLength: 30 });
  fc.assert(
    fc.property(files, (entries) => isSound(readApp(new Map(entries)))),
    { numRuns: 300 },
  );
});

test('never throws, whichever value of a right folder is another', () => {
  const change = fc.tuple(fc.constantFrom(...exported), fc.nat(), fc.nat(), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(change, ([name, file, at, value]) => {
      const files = readFolder(name);
      const paths = [...files.keys()].filter((path) => path.endsWith('.json'));
      const path = paths[file % paths.length] as string;
      files.set(path, withOther(files.get(path) as string, at, value));
      isSound(readApp(files));
    }),
    { numRuns: 500 },
  );
});

/** The text with its n-th value replaced. */
function withOther(text: string, at: number, value: unknown): string {
  const places = [...text.matchAll(/"[^"\n]*"(?!\s*:)|\b(?:true|false|null|\d+)\b|\[\]|\{\}/g)];
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return JSON.stringify(value);
  return text.slice(0, place.index) + JSON.stringify(value) + text.slice(place.index + place[0].length);
}
