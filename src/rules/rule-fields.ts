import type { Place } from './place.ts';
import { type Document, isDocument } from './values/document.ts';

/** The fields of an object of a rule set. `null` counts as absent, as in MongoDB's own exports. */
export class Fields {
  readonly place: Place;
  readonly #object: Document;
  readonly #known = new Set<string>();

  constructor(object: Document, place: Place) {
    this.#object = object;
    this.place = place;
  }

  get(name: string): unknown {
    this.#known.add(name);
    return Object.hasOwn(this.#object, name) ? (this.#object[name] ?? undefined) : undefined;
  }

  items(name: string): readonly unknown[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.place.below(name).error('Expected a list.', 'Write [ … ].');
    return [];
  }

  /** Every field that is there. */
  all(): [string, unknown][] {
    return Object.entries(this.#object).map(([name, value]) => [name, value ?? {}]);
  }

  /** A misspelt name could open what it was to close: what nobody asked for is an error. */
  end(...others: readonly string[]): void {
    const known = [...this.#known, ...others];
    for (const name of Object.keys(this.#object)) {
      if (known.includes(name)) continue;
      this.place
        .below(name)
        .error(`Unknown field ${name}.`, `Here may stand ${[...this.#known].join(', ')}. Remove it.`);
    }
  }
}

/** None, and an error, when it is no object. */
export function fieldsOf(json: unknown, place: Place): Fields {
  if (isDocument(json)) return new Fields(json, place);
  place.error('Expected an object.', 'Write { … }.');
  return new Fields({}, place);
}
