import type { JsonValue } from './expression.ts';
import type { Part } from './part.ts';

/** A field by its name, or by the first of several spellings that is there. */
type Name = string | readonly string[];

/** The fields of an object of a file. `null` counts as absent, as it does in MongoDB's own exports. */
export class Fields {
  readonly part: Part;
  readonly #object: Readonly<Record<string, JsonValue>>;
  readonly #known = new Set<string>();

  constructor(part: Part) {
    this.part = part;
    this.#object = part.object();
  }

  get(name: Name): Part | undefined {
    const names = [name].flat();
    for (const one of names) this.#known.add(one);
    const found = names.find((one) => Object.hasOwn(this.#object, one) && this.#object[one] !== null);
    return found === undefined ? undefined : this.part.below(found, this.#object[found] as JsonValue);
  }

  /** The value of a field, null as well; undefined when it is not there. */
  raw(name: string): JsonValue | undefined {
    this.#known.add(name);
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined;
  }

  text(name: Name): string | undefined {
    return this.get(name)?.text();
  }

  /** A text that must be there and say something. */
  requireText(name: Name): string | undefined {
    const part = this.get(name);
    const text = part?.text();
    if (part === undefined) this.#missing(String([name].flat()[0]));
    else if (text === '') part.error('Expected a text that is not empty.', 'Fill it in.');
    return text === '' ? undefined : text;
  }

  flag(name: Name, otherwise = false): boolean {
    return this.get(name)?.flag() ?? otherwise;
  }

  /** One of a few words; an empty text counts as absent. */
  choice<Choice extends string, Otherwise extends Choice | undefined>(
    name: Name,
    choices: readonly Choice[],
    otherwise: Otherwise,
  ): Choice | Otherwise {
    const part = this.get(name);
    return part === undefined || part.value === '' ? otherwise : (part.choice(choices) ?? otherwise);
  }

  items(name: Name): Part[] {
    return this.get(name)?.items() ?? [];
  }

  texts(name: Name): string[] {
    return this.items(name)
      .map((item) => item.text())
      .filter((text) => text !== undefined);
  }

  /** Every field with its name. */
  all(): [string, Part][] {
    return Object.entries(this.#object).map(([name, value]) => [name, this.part.below(name, value)]);
  }

  /** The end of reading: fields that nobody asked for are reported. `others` are right and mean nothing here. */
  end(...others: readonly string[]): void {
    const known = [...this.#known, ...others];
    for (const [name, part] of this.all().filter(([given]) => !known.includes(given))) {
      const meant = part.meant(name, known);
      const mend = meant === undefined ? 'Remove it.' : `Did you mean ${meant}? Else remove it.`;
      part.warning('Unknown field: it has no effect.', mend);
    }
  }

  #missing(name: string): void {
    this.part.error(`The field ${name} is missing.`, `Add "${name}".`);
  }
}

/** The fields of an object of a file; none, and an error, when it is something else. */
export function fieldsOf(part: Part): Fields {
  return new Fields(part);
}
