import { settingEntries } from './settings.ts';

const name = { type: 'string', minLength: 1 };
const limit = { type: 'integer', minimum: 1, maximum: 2_147_483_647 };

const user = object({ username: { type: 'string', pattern: '^[^:\\x00-\\x1f]+$', maxLength: 256 }, password: name }, [
  'username',
  'password',
]);

const mount = object({
  database: name,
  collection: name,
  dataSource: name,
  methods: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: { enum: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] },
  },
  users: { type: 'array', minItems: 1, items: user },
  auth: { enum: ['none'] },
  defaultLimit: limit,
  maxLimit: limit,
  maxTimeMs: limit,
  allowServerSideJavaScript: { type: 'boolean' },
});

const dataSource = object(
  {
    name: { type: 'string', pattern: '^[A-Za-z][\\w-]{0,63}$' },
    uri: name,
    caFile: name,
    retryWrites: { type: 'boolean' },
    maxPoolSize: { type: 'integer', minimum: 1, maximum: 10_000 },
  },
  ['name', 'uri'],
);

/** JSON Schema (draft 07) of the config file: the settings of the table, data sources, mounts. */
export const fileSchema = object({
  ...Object.fromEntries(
    settingEntries.filter(([, { inFile }]) => inFile !== false).map(([key, { kind }]) => [key, kind.schema]),
  ),
  dataSources: { type: 'array', items: dataSource },
  docdb: object({ mounts: { type: 'array', items: mount } }),
});

function object(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}
