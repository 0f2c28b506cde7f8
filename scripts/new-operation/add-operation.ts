import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { isMap, parse, parseDocument } from 'yaml';
import { operationIdFault } from '../contract-rules/index.ts';
import { template, type NewOperation } from './template.ts';

const methods = ['get', 'put', 'post', 'delete', 'patch'];

function planesOf(folder: string) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && entry.name !== 'shared' ? [entry.name] : []));
}

function read([file = '', givenMethod = '', path = '']: readonly string[]): NewOperation {
  const plane = file.split('/')[0] ?? '';
  return { plane, file, operationId: posix.basename(file), method: givenMethod.toLowerCase(), path };
}

/** What is wrong with the wish, in words for whoever typed it; undefined when nothing is. */
function faultOf(folder: string, { plane, file, operationId, method, path }: NewOperation) {
  const planes = planesOf(folder);
  if (!planes.includes(plane) || file === plane) {
    return `"${file}" must begin with a plane of openapi/ (${planes.join(', ')}), as in ${planes[0]}/getThing`;
  }
  if (!methods.includes(method)) return `"${method}" must be one of ${methods.join(', ')}`;
  if (!path.startsWith('/')) return `"${path}" must be a path such as /things/{thingId}`;
  if (existsSync(join(folder, `${file}.yaml`))) return `openapi/${file}.yaml exists already`;
  const { paths } = parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8')) as { paths: Record<string, object> };
  if (Object.hasOwn(paths[path] ?? {}, method)) return `${method} ${path} is in openapi.yaml already`;
  return operationIdFault(operationId);
}

/** Parameters of the plane and shared ones that can be referred to: name → path from the operation's file. */
function knownParameters(folder: string, { plane, file }: NewOperation) {
  const folders = [`shared/parameters`, `${plane}/parameters`].filter((name) => existsSync(join(folder, name)));
  const files = folders.flatMap((name) => readdirSync(join(folder, name)).map((entry) => `${name}/${entry}`));
  return new Map(files.map((target) => [posix.basename(target, '.yaml'), referenceTo(target, file)]));
}

function referenceTo(target: string, from: string) {
  const path = posix.relative(posix.dirname(from), target);
  return path.startsWith('.') ? path : `./${path}`;
}

function addToMap(folder: string, { file, method, path }: NewOperation) {
  const map = join(folder, 'openapi.yaml');
  const document = parseDocument(readFileSync(map, 'utf8'));
  if (!isMap(document.getIn(['paths', path]))) document.setIn(['paths', path], document.createNode({}));
  document.setIn(['paths', path, method], document.createNode({ $ref: `./${file}.yaml` }));
  writeFileSync(map, document.toString({ lineWidth: 0 }));
}

/**
 * Writes the file of a new operation and its line in openapi.yaml.
 * @param folder openapi/
 * @param args `<plane>/<operationId>`, method, path
 * @throws Error whose message says what to type instead
 */
export function addOperation(folder: string, args: readonly string[]): NewOperation {
  const operation = read(args);
  const fault = faultOf(folder, operation);
  if (fault) throw new Error(fault);
  const file = join(folder, `${operation.file}.yaml`);
  mkdirSync(dirname(file), { recursive: true });
  const text = template(operation, knownParameters(folder, operation), referenceTo('shared', operation.file));
  writeFileSync(file, text);
  addToMap(folder, operation);
  return operation;
}
