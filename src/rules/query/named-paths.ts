import { RuleRefusal } from '../refusal.ts';
import { classOf, type Document, isDocument } from '../values/document.ts';

const documented: ReadonlySet<string> = new Set([
  '$all',
  '$elemMatch',
  '$eq',
  '$exists',
  '$gt',
  '$gte',
  '$in',
  '$lt',
  '$lte',
  '$mod',
  '$ne',
  '$nin',
  '$not',
  '$size',
  '$type',
]);
const lists: ReadonlySet<string> = new Set(['$and', '$or', '$nor']);
/** These search every field that there is. */
const ofWholeDocuments: ReadonlySet<string> = new Set(['$text', '$jsonSchema']);
/** These could read any field, or tell by their errors what a field holds. */
const neverAllowed: ReadonlySet<string> = new Set(['$where', '$expr', '$function', '$accumulator']);

/** The fields that a query or a sort names, as dotted paths; an empty one stands for the whole document. */
export class NamedPaths {
  readonly paths = new Set<string>();
  readonly #additional: readonly string[];

  /** @param additional operators beside those that MongoDB's documentation gives to users */
  constructor(additional: readonly string[] = []) {
    this.#additional = additional.includes('$regex') ? [...additional, '$options'] : additional;
  }

  /** @throws RuleRefusal for operators that users may not use */
  addFilter(filter: Document, prefix = ''): void {
    for (const [name, value] of Object.entries(filter)) {
      if (lists.has(name)) this.#addList(name, value, prefix);
      else if (name.startsWith('$')) this.#addWhole(name);
      else this.#addTest(value, prefix + name);
    }
  }

  /** @throws RuleRefusal */
  addSort(sort: Document): void {
    for (const [name, value] of Object.entries(sort)) {
      if (name.startsWith('$') || isDocument(value)) throw notAllowed('A sort by anything but fields');
      this.paths.add(name);
    }
  }

  #addList(operator: string, value: unknown, prefix: string): void {
    if (!Array.isArray(value) || !value.every(isDocument)) {
      throw new RuleRefusal('OperatorNotAllowed', `${operator} takes a list of queries.`);
    }
    for (const filter of value) this.addFilter(filter, prefix);
  }

  #addWhole(operator: string): void {
    if (operator === '$comment') return;
    if (!ofWholeDocuments.has(operator)) throw notAllowed(`The operator ${operator}`);
    this.#require(operator);
    this.paths.add('');
  }

  #addTest(value: unknown, path: string): void {
    this.paths.add(path);
    if (isPattern(value)) this.#require('$regex');
    if (!isDocument(value) || !isOperators(value)) return;
    for (const [operator, operand] of Object.entries(value)) this.#addOperator(operator, operand, path);
  }

  #addOperator(operator: string, operand: unknown, path: string): void {
    this.#require(operator);
    if (operator === '$not') this.#addTest(operand, path);
    else if (operator === '$elemMatch') this.#addElements(operand, path);
    else if (operator === '$all' || operator === '$in' || operator === '$nin') this.#addItems(operand, path);
  }

  #addItems(items: unknown, path: string): void {
    if (!Array.isArray(items)) return;
    for (const item of items) this.#addTest(item, path);
  }

  /** Either operators for the elements themselves or a query of their fields. */
  #addElements(operand: unknown, path: string): void {
    if (!isDocument(operand)) return;
    const [first = ''] = Object.keys(operand);
    if (first.startsWith('$') && !lists.has(first)) this.#addTest(operand, path);
    else this.addFilter(operand, `${path}.`);
  }

  #require(operator: string): void {
    const isAllowed = documented.has(operator) || this.#additional.includes(operator);
    if (!isAllowed || neverAllowed.has(operator)) throw notAllowed(`The operator ${operator}`);
  }
}

/** MongoDB looks at the first name alone: what follows a plain one is a value. */
function isOperators(value: Document): boolean {
  const [first = ''] = Object.keys(value);
  return first.startsWith('$');
}

function isPattern(value: unknown): boolean {
  return value instanceof RegExp || classOf(value) === 'BSONRegExp';
}

function notAllowed(what: string): RuleRefusal {
  return new RuleRefusal('OperatorNotAllowed', `${what} is not allowed here.`);
}
