import type { Fields } from './fields.ts';
import type { Part } from './part.ts';

/** The functions that the app has, for places that name one. */
export class FunctionNames {
  readonly #names: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
  }

  /** The function that a field names. One that is missing is an error where it is needed. */
  read(fields: Fields, name: string, isNeeded: boolean): string | undefined {
    const found = isNeeded ? fields.requireText(name) : fields.text(name);
    const part = fields.get(name);
    if (found !== undefined && part !== undefined && isNeeded) this.#check(part, found);
    return found === '' ? undefined : found;
  }

  #check(part: Part, name: string): void {
    if (!this.#names.has(name)) part.error(`The app has no function ${name}.`, 'Add the function, or name another.');
  }
}
