import type { Document, Update } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';

/** The one argument of a service's function, field by field. Every reader throws Problem INVALID_SERVICE_ARGUMENTS that names the field. */
export class ServiceArguments {
  readonly #given: Document;

  constructor(given: Document) {
    this.#given = given;
  }

  text(name: string): string {
    const value = this.#at(name);
    return typeof value === 'string' && value !== '' ? value : wrong(name, 'a text');
  }

  /** By the first of its names that is there; `{}` for none. */
  filter(...names: readonly string[]): Document {
    const name = names.find((one) => this.#at(one) !== undefined);
    return name === undefined ? {} : this.document(name);
  }

  document(name: string): Document {
    const value = this.#at(name);
    return isDocument(value) ? value : wrong(name, 'a document');
  }

  documents(name: string): Document[] {
    const value = this.#at(name);
    return Array.isArray(value) && value.every(isDocument) ? value : wrong(name, 'a list of documents');
  }

  update(name: string): Update {
    return Array.isArray(this.#at(name)) ? this.documents(name) : this.document(name);
  }

  /** The options of these names that are there, each by its reader. */
  options<Options extends Record<string, unknown>>(readers: {
    readonly [Name in keyof Options & string]: (name: string) => Options[Name];
  }): Partial<Options> {
    const there = Object.entries(readers).filter(([name]) => this.#at(name) !== undefined);
    return Object.fromEntries(there.map(([name, read]) => [name, read(name)])) as Partial<Options>;
  }

  count(name: string, most = Number.MAX_SAFE_INTEGER): number {
    const value = Number(this.#at(name));
    if (Number.isSafeInteger(value) && value >= 0 && value <= most) return value;
    return wrong(name, most < Number.MAX_SAFE_INTEGER ? `a whole number from 0 to ${most}` : 'a whole number from 0');
  }

  flag(name: string): boolean {
    const value = this.#at(name);
    return typeof value === 'boolean' ? value : wrong(name, 'true or false');
  }

  #at(name: string): unknown {
    const value: unknown = Object.hasOwn(this.#given, name) ? this.#given[name] : undefined;
    return value === null ? undefined : value;
  }
}

function isDocument(value: unknown): value is Document {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isObject && !('_bsontype' in value);
}

function wrong(name: string, wanted: string): never {
  throw new Problem('INVALID_SERVICE_ARGUMENTS', { parameters: [name, wanted] });
}
