import { suggest } from '../spelling/index.ts';
import type { JsonValue } from './expression.ts';
import type { Findings } from './findings.ts';

/** Longer words are no slips of the finger. */
const longestMistyped = 40;

/** A value in a JSON file with its place: what is wrong with it is reported there. */
export class Part {
  readonly value: JsonValue;
  readonly file: string;
  readonly pointer: string;
  readonly findings: Findings;

  constructor(value: JsonValue, place: { file: string; pointer?: string; findings: Findings }) {
    this.value = value;
    this.file = place.file;
    this.pointer = place.pointer ?? '';
    this.findings = place.findings;
  }

  error(message: string, mend: string): void {
    this.findings.add({ severity: 'error', file: this.file, pointer: this.pointer, message, mend });
  }

  warning(message: string, mend: string): void {
    this.findings.add({ severity: 'warning', file: this.file, pointer: this.pointer, message, mend });
  }

  /** A value below this one. */
  below(name: string | number, value: JsonValue): Part {
    const step = String(name).replaceAll('~', '~0').replaceAll('/', '~1');
    return new Part(value, { file: this.file, pointer: `${this.pointer}/${step}`, findings: this.findings });
  }

  /** A place below this one, by its JSON pointer from here: for what others have found there. */
  at(pointer: string): Part {
    return new Part(null, { file: this.file, pointer: this.pointer + pointer, findings: this.findings });
  }

  /** The object that it is; an empty one, and an error, when it is something else. */
  object(): Readonly<Record<string, JsonValue>> {
    if (isObject(this.value)) return this.value;
    this.#wrongType('an object', 'Write {…}.');
    return {};
  }

  /** The items of a list; none, and an error, when it is something else. */
  items(): Part[] {
    if (Array.isArray(this.value)) return this.value.map((item: JsonValue, index) => this.below(index, item));
    this.#wrongType('a list', 'Write […].');
    return [];
  }

  text(): string | undefined {
    if (typeof this.value === 'string') return this.value;
    this.#wrongType('text', 'Put it in double quotes.');
    return undefined;
  }

  flag(): boolean | undefined {
    if (typeof this.value === 'boolean') return this.value;
    this.#wrongType('true or false', 'Write true or false, without quotes.');
    return undefined;
  }

  /** One of a few words. */
  choice<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    const found = choices.find((choice) => choice === this.value);
    if (found === undefined) this.error(`Expected one of ${choices.join(', ')}.`, this.#choiceMend(choices));
    return found;
  }

  #choiceMend(choices: readonly string[]): string {
    const meant = typeof this.value === 'string' ? this.meant(this.value, choices) : undefined;
    return `Write ${meant === undefined ? 'one of these' : `"${meant}"`}, in double quotes.`;
  }

  /** The known word that a mistyped one of this place most likely means. */
  meant(mistyped: string, known: readonly string[]): string | undefined {
    // A look at every word of a hostile file would take minutes.
    return mistyped.length > longestMistyped || this.findings.isFull ? undefined : suggest(mistyped, known);
  }

  #wrongType(expected: string, mend: string): void {
    this.error(`Expected ${expected}, found ${kindOf(this.value)}.`, mend);
  }
}

export function isObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const kinds: Readonly<Record<string, string>> = { string: 'text', boolean: 'true or false', number: 'a number' };
  return kinds[typeof value] ?? 'an object';
}
