import { never } from '../expression/expression.ts';
import { RuleRefusal } from '../refusal.ts';
import { type Document, isDocument } from '../values/document.ts';
import { kindOf } from '../values/kind.ts';
import { branch, hidden, type Mask, shown } from './mask.ts';

/** What a projection shows; `expressions` where it computes what no mask can show. */
export type ProjectionMask = Mask | 'expressions';

interface Tree {
  readonly parts: Map<string, Tree>;
  isEnd: boolean;
}

/** A projection of MongoDB → a static mask. Throws RuleRefusal where MongoDB would refuse it as well. */
export function projectionMask(projection: Document): ProjectionMask {
  const entries = flatten(projection, '');
  if (entries === undefined) return 'expressions';
  const others = entries.filter(([path]) => path !== '_id');
  const id = entries.find(([path]) => path === '_id')?.[1];
  const isInclusive = others.length === 0 ? id === true : others.every(([, isIn]) => isIn);
  if (!isInclusive && others.some(([, isIn]) => isIn))
    throw invalid('A projection shows fields or hides them, not both.');
  if (entries.length === 0) return shown;
  const paths = others.map(([path]) => path);
  // MongoDB shows _id unless it is told not to.
  const showsId = id ?? !paths.some((path) => path.startsWith('_id.'));
  const isNamed = isInclusive ? showsId : id === false;
  return toMask(treeOf(isNamed ? [...paths, '_id'] : paths), isInclusive ? undefined : shown);
}

/** Dotted names and whether they are shown; documents inside are longer names. Undefined where anything is computed. */
function flatten(projection: Document, prefix: string): [string, boolean][] | undefined {
  const entries: [string, boolean][] = [];
  for (const [name, value] of Object.entries(projection)) {
    if (name.split('.').some((part) => part === '' || part.startsWith('$'))) return undefined;
    const flags = isDocument(value) ? flatten(value, `${prefix}${name}.`) : flag(value, prefix + name);
    if (flags === undefined) return undefined;
    entries.push(...flags);
  }
  return entries;
}

function flag(value: unknown, path: string): [string, boolean][] | undefined {
  if (typeof value === 'boolean') return [[path, value]];
  return kindOf(value) === 'number' ? [[path, Number(value) !== 0]] : undefined;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = { parts: new Map(), isEnd: false };
  for (const path of paths) {
    const end = path.split('.').reduce((tree, name) => below(tree, name, path), root);
    if (end.isEnd || end.parts.size > 0) throw collision(path);
    end.isEnd = true;
  }
  return root;
}

function below(tree: Tree, name: string, path: string): Tree {
  if (tree.isEnd) throw collision(path);
  const part = tree.parts.get(name) ?? { parts: new Map(), isEnd: false };
  tree.parts.set(name, part);
  return part;
}

function toMask(tree: Tree, rest: Mask | undefined): Mask {
  if (tree.isEnd) return rest === shown ? hidden : shown;
  const parts = [...tree.parts].map(([name, part]): [string, Mask] => [name, toMask(part, rest)]);
  return branch(never, new Map(parts), rest);
}

function collision(path: string): RuleRefusal {
  return invalid(`The projection names ${path} and a part of it, or names it twice.`);
}

function invalid(message: string): RuleRefusal {
  return new RuleRefusal('InvalidProjection', message);
}
