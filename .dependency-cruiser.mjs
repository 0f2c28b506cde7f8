import { readdirSync } from 'node:fs';

/** The walls of the house. Each rule's comment says where the code belongs instead. */
const surfaces = ['api', 'cli', 'http', 'processes'];
const folders = readdirSync(new URL('src', import.meta.url), { withFileTypes: true });
const engines = folders
  .filter((entry) => entry.isDirectory() && !surfaces.includes(entry.name))
  .map(({ name }) => name);
const rooms = [...surfaces, ...engines].join('|');

/**
 * A room that may import nothing of ours but the rooms named.
 * @param {string} name
 * @param {string[]} allowed
 * @param {string} comment
 */
function leaf(name, allowed, comment) {
  return {
    name: `${name}-is-a-leaf`,
    comment,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '^(src|generated)/', pathNot: `^src/(${[name, ...allowed].join('|')})/` },
  };
}

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one, or a third is hiding between them.',
      severity: 'error',
      from: { pathNot: '^generated/sdk/' },
      to: { circular: true },
    },
    {
      name: 'enter-by-the-door',
      comment:
        'A room is entered by its index.ts: export there what others may use, or move the code to where it is used.',
      severity: 'error',
      from: { path: `^src/(${rooms})/` },
      to: { path: `^src/(${rooms})/.+`, pathNot: [`^src/$1/`, '/index\\.ts$'] },
    },
    {
      name: 'compose-enters-by-the-door',
      comment: 'The composition root joins rooms by their doors.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'slices-are-islands',
      comment: 'What two slices need is an engine: give it a room of its own beside src/api.',
      severity: 'error',
      from: { path: '^src/api/([^/]+)/' },
      to: { path: '^src/api/', pathNot: '^src/api/$1/' },
    },
    {
      name: 'resources-are-islands',
      comment: 'What two resources of the admin API need stands beside their folders.',
      severity: 'error',
      from: { path: '^src/api/admin/([^/]+)/' },
      to: { path: '^src/api/admin/[^/]+/', pathNot: '^src/api/admin/$1/' },
    },
    {
      name: 'engines-face-inward',
      comment: 'Engines know nothing of HTTP, of operations, or of how they are put together.',
      severity: 'error',
      from: {
        path: `^src/(${engines.join('|')})/`,
      },
      to: { path: '^src/(http|api|cli|processes)/|^src/[^/]+\\.ts$' },
    },
    leaf('bson', [], 'The transcoder stands alone: hand it what it needs.'),
    leaf('problem', [], 'The error catalogue stands alone.'),
    leaf('addresses', [], 'Ranges of addresses are pure arithmetic.'),
    leaf('representation', [], 'How things are shown is independent of what they are.'),
    leaf('mailer', [], 'A mail is a text and an address: why it is sent is its sender’s affair.'),
    leaf(
      'payloads',
      ['bson', 'mongo', 'problem'],
      'What callers send is read here; what it is for is the surfaces’ affair.',
    ),
    leaf(
      'app-users',
      ['apps', 'auth', 'bson', 'mailer', 'mongo', 'problem', 'schemas', 'store'],
      'Who a user is does not depend on what it may do: rules and documents have rooms of their own.',
    ),
    leaf(
      'app-data',
      ['active-apps', 'app-users', 'documents', 'problem', 'rules'],
      'An app’s collection for one caller: how a request says which one stands in the surfaces.',
    ),
    leaf(
      'app-answers',
      ['bson', 'documents', 'problem'],
      'An answer of documents is text within bounds: which plane gives it stands in the surfaces.',
    ),
    leaf('patterns', [], 'A pattern of a tenant runs in bounded time, whatever it is for.'),
    leaf('schemas', ['patterns'], 'Schemas judge documents; who wrote them and where they lie is no matter here.'),
    leaf('mounts', ['problem'], 'Mounts are pure: reading them is the store’s or the configuration’s work.'),
    leaf('rules', ['bson', 'patterns'], 'Rules are pure: values in, plans out.'),
    leaf('spelling', [], 'What a word most likely means does not depend on who asks.'),
    leaf(
      'apps',
      ['bson', 'rules', 'schemas', 'spelling'],
      'An app is read from texts and told as plain data: what keeps and serves it comes later.',
    ),
    leaf(
      'documents',
      ['active-apps', 'bson', 'mongo', 'problem', 'rules', 'schemas'],
      'Operations for a user know rules, schemas and MongoDB; who asks by which protocol is the surface’s.',
    ),
    leaf(
      'request-log',
      ['mongo', 'store'],
      'The log takes what it is told: which requests, and what is said of them, src/http decides.',
    ),
    leaf(
      'app-contract',
      ['apps', 'contract'],
      'The contract of an app is made from what the app and the service say, not from how either is served.',
    ),
    leaf('mongo', ['problem'], 'The driver’s home knows commands and cursors only.'),
    leaf('mongod', [], 'The embedded MongoDB knows nothing of the service that it serves.'),
    {
      name: 'express-stays-in-http',
      comment: 'Handlers and engines get plain data: let src/http translate. Passport strategies live in src/auth.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(http|auth)/' },
      to: { path: '^node_modules/(@types/)?(express|passport|passport-strategy|helmet|swagger-ui-express)(/|$)' },
    },
    {
      name: 'express-not-in-auth',
      comment: 'A strategy sees a plain IncomingMessage.',
      severity: 'error',
      from: { path: '^src/auth/' },
      to: { path: '^node_modules/(@types/)?(express|helmet|swagger-ui-express)(/|$)' },
    },
    {
      name: 'the-driver-stays-in-mongo',
      comment: 'Ask src/mongo; it exports the types that others need.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/mongo/|^src/mongod/admin-client\\.ts$' },
      to: { path: '^node_modules/mongodb(/|$)' },
    },
    {
      name: 'generated-types-stop-at-the-surface',
      comment:
        'Only the contract room, handlers and the composition root see generated code; engines have types of their own.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(api|contract|http)/|^src/compose\\.ts$' },
      to: { path: '^generated/' },
    },
    {
      name: 'generated-imports-nothing-of-ours',
      comment: 'Generated code is made from the contract alone.',
      severity: 'error',
      from: { path: '^generated/' },
      to: { path: '^(src|scripts|test)/' },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file: delete it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/main\\.ts$|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-development-dependencies',
      comment: 'The published package has only what stands under "dependencies".',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
