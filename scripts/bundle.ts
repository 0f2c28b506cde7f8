/** `npm run bundle`: the many files of openapi/ → one document, `generated/openapi.json`. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';

type Node = Record<string, unknown>;
type Paths = Record<string, Record<string, Node>>;
interface Contract {
  paths: Paths;
  components: { schemas: Record<string, Node> } & Node;
}

const root = resolve(import.meta.dirname, '..');
const redocly = resolve(root, 'node_modules/.bin/redocly');
const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

async function joinFiles(source: string): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'docgate-bundle-'));
  try {
    const output = join(folder, 'openapi.json');
    await promisify(execFile)(redocly, ['bundle', source, '-o', output], { env: quiet, cwd: root });
    return JSON.parse(await readFile(output, 'utf8')) as Contract;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An operation's plane is the first folder of its file. */
function addPlanes(contract: Contract, source: Paths) {
  for (const [path, item] of Object.entries(source)) {
    for (const [method, reference] of Object.entries(item)) {
      const plane = /^\.\/([^/]+)\//.exec(String(reference['$ref']))?.[1];
      const operation = contract.paths[path]?.[method];
      if (!plane || !operation) throw new Error(`openapi.yaml: ${method} ${path} must be a $ref to ./<plane>/….yaml`);
      operation['x-plane'] = plane;
    }
  }
}

/** express-openapi-validator gives each variant of a union the fields of the one before when the union is listed first. */
function unionsLast(schemas: Record<string, Node>) {
  const isUnion = ([, schema]: [string, Node]) => 'oneOf' in schema || 'anyOf' in schema;
  const entries = Object.entries(schemas);
  return Object.fromEntries([...entries.filter((entry) => !isUnion(entry)), ...entries.filter(isUnion)]);
}

/**
 * Bundles the contract.
 * @param source path of openapi.yaml
 * @returns one OpenAPI 3.1 document with `#/components/…` references only, `x-plane` on every operation and unions last
 * @throws when a reference leads nowhere; the message is Redocly's
 */
export async function bundle(source = join(root, 'openapi/openapi.yaml')): Promise<Contract> {
  const contract = await joinFiles(source);
  const { paths } = parse(await readFile(source, 'utf8')) as { paths: Paths };
  addPlanes(contract, paths);
  contract.components.schemas = unionsLast(contract.components.schemas);
  return contract;
}

/** The bundle as it is committed and served. */
export const toText = (contract: Contract) => `${JSON.stringify(contract, null, 2)}\n`;

if (import.meta.main) {
  await writeFile(join(root, 'generated/openapi.json'), toText(await bundle()));
}
