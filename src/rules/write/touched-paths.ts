import { NamedPaths } from '../query/named-paths.ts';
import { RuleRefusal } from '../refusal.ts';
import type { RuleSettings } from '../settings.ts';
import { type Document, isDocument } from '../values/document.ts';

const operators: ReadonlySet<string> = new Set([
  '$addToSet',
  '$bit',
  '$currentDate',
  '$inc',
  '$max',
  '$min',
  '$mul',
  '$pop',
  '$pull',
  '$pullAll',
  '$push',
  '$rename',
  '$set',
  '$setOnInsert',
  '$unset',
]);

export interface Touched {
  /** Dotted names of fields that the update names, whether or not it changes them; steps into lists left out. */
  readonly paths: ReadonlySet<string>;
  /** Dotted names of fields that decide which elements of lists it changes. */
  readonly compared: ReadonlySet<string>;
}

/** @throws RuleRefusal for operators that are no update operators, or that users may not use */
export function touchedPaths(update: Document, arrayFilters: readonly Document[], settings: RuleSettings): Touched {
  const paths = new Set<string>();
  const compared = new NamedPaths(settings.additionalOperators);
  const lists = new Map<string, string>();
  for (const [operator, changes] of Object.entries(update)) {
    if (!operators.has(operator)) throw notAllowed(`The update operator ${operator}`);
    for (const [path, change] of Object.entries(isDocument(changes) ? changes : {})) {
      addLists(path, lists);
      paths.add(withoutLists(path));
      if (operator === '$rename') paths.add(String(change));
      if (operator === '$pull') compared.addFilter(pulled(withoutLists(path), change));
    }
  }
  for (const filter of arrayFilters) compared.addFilter(rooted(filter, lists));
  return { paths, compared: compared.paths };
}

/** What `$pull` takes out, as a query: of a document it tests the fields of elements. */
function pulled(path: string, change: unknown): Document {
  return { [path]: isDocument(change) ? { $elemMatch: change } : change };
}

/** `a.$[item].b` → `a.b`; `a.$.b` and `a.$[].b` likewise. */
function withoutLists(path: string): string {
  return path
    .split('.')
    .filter((name) => name !== '$' && !/^\$\[.*\]$/.test(name))
    .join('.');
}

/** Remembers which list an identifier stands for: `a.$[item].b`: `item` is an element of `a`. */
function addLists(path: string, lists: Map<string, string>): void {
  const names = path.split('.');
  for (const [index, name] of names.entries()) {
    const identifier = /^\$\[(.+)\]$/.exec(name)?.[1];
    if (identifier !== undefined) lists.set(identifier, withoutLists(names.slice(0, index).join('.')));
  }
}

/** An array filter with the names of fields from the root of the document. */
function rooted(filter: Document, lists: ReadonlyMap<string, string>): Document {
  const entries = Object.entries(filter).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.filter(isDocument).map((item) => rooted(item, lists))] as const;
    if (name.startsWith('$')) return [name, value] as const;
    const [identifier = '', ...rest] = name.split('.');
    const list = lists.get(identifier);
    if (list === undefined) throw notAllowed(`An array filter for ${identifier}, which the update does not use,`);
    return [[list, ...rest].join('.'), value] as const;
  });
  return Object.fromEntries(entries);
}

function notAllowed(what: string): RuleRefusal {
  return new RuleRefusal('OperatorNotAllowed', `${what} is not allowed here.`);
}
