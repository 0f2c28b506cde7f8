import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { isObject, type Json } from './contract.ts';
import type { Violation } from './ruleset.ts';

/** Folders that hold parts of operations, not operations. */
const parts = ['schemas', 'responses', 'parameters', 'headers', 'requestBodies'];
const rule = 'source-tree';

async function operationFiles(folder: string) {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.yaml') && file !== 'openapi.yaml' && !parts.includes(basename(dirname(file))))
    .map((file) => file.split(sep).join('/'));
}

async function misnamed(folder: string, file: string): Promise<Violation[]> {
  const { operationId } = parse(await readFile(join(folder, file), 'utf8')) as Json;
  const name = basename(file, '.yaml');
  return operationId === name
    ? []
    : [{ rule, path: file, message: `must be named after its operationId "${String(operationId)}"` }];
}

function operationReferences(paths: Json) {
  const items = Object.entries(paths).filter((entry): entry is [string, Json] => isObject(entry[1]));
  return items.flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path: `${method} ${path}`, operation })),
  );
}

/** openapi.yaml is the map: it says where an operation is, never what it is. */
function inlineOperations(paths: Json): Violation[] {
  const isReference = (operation: unknown) => isObject(operation) && Object.keys(operation).join() === '$ref';
  const wrong = operationReferences(paths).filter(({ operation }) => !isReference(operation));
  return wrong.map(({ path }) => ({ rule, path, message: 'must be nothing but a $ref to the operation’s own file' }));
}

/**
 * Holds the many files to their layout: one operation a file, named by its operationId, each reached from openapi.yaml.
 * @param folder where openapi.yaml is
 */
export async function lintSourceTree(folder: string): Promise<Violation[]> {
  const { paths } = parse(await readFile(join(folder, 'openapi.yaml'), 'utf8')) as { paths: Json };
  const files = await operationFiles(folder);
  const reached = new Set(
    operationReferences(paths).map(({ operation }) => relative('.', String(isObject(operation) && operation['$ref']))),
  );
  const orphans = files.filter((file) => !reached.has(file));
  return [
    ...inlineOperations(paths),
    ...(await Promise.all(files.map((file) => misnamed(folder, file)))).flat(),
    ...orphans.map((path) => ({ rule, path, message: 'no path in openapi.yaml refers to it' })),
  ];
}
