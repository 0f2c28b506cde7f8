import { JsonSyntaxError } from './json-syntax-error.ts';
import { type JsonObject, setOwn } from './json-object.ts';

/** Levels. More than MongoDB stores, so that this is about the stack only. */
export const MAX_DEPTH = 1000;
const ESCAPED = '"\\/bfnrtu';
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const INTEGER = /^-?\d+$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * Reads strict JSON (RFC 8259) where JSON.parse will not do: it says where a text is wrong, and it keeps an int64 that a
 * double would change as `{$numberLong: "…"}`. Some ten times slower.
 */
export class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The value of the whole text. Throws JsonSyntaxError. */
  read(): unknown {
    const value = this.#value(0);
    if (this.#peek() !== '') this.#fail('Expected the end of the text');
    return value;
  }

  #value(depth: number): unknown {
    const next = this.#peek();
    if (depth > MAX_DEPTH) this.#fail(`The text nests deeper than ${MAX_DEPTH} levels`);
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === '"') return this.#string();
    return next === '-' || isDigit(next) ? this.#number() : this.#word();
  }

  #object(depth: number): JsonObject {
    const object: JsonObject = {};
    this.#at++;
    if (this.#takes('}')) return object;
    do {
      if (this.#peek() !== '"') this.#fail('Expected a name in double quotes');
      const name = this.#string();
      if (!this.#takes(':')) this.#fail(`Expected ':' after a name`);
      setOwn(object, name, this.#value(depth + 1));
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail(`Expected ',' or '}'`);
    return object;
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    if (this.#takes(']')) return array;
    do array.push(this.#value(depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail(`Expected ',' or ']'`);
    return array;
  }

  #string(): string {
    const start = this.#at;
    let hasEscape = false;
    for (this.#at++; this.#text.charAt(this.#at) !== '"'; this.#at++) {
      const next = this.#text.charAt(this.#at);
      if (next === '') this.#fail('A string is not closed');
      if (next < ' ') this.#fail('A control character in a string is not escaped');
      if (next !== '\\') continue;
      this.#escape();
      hasEscape = true;
    }
    this.#at++;
    if (!hasEscape) return this.#text.slice(start + 1, this.#at - 1);
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    const next = this.#text.charAt(this.#at + 1);
    const isKnown = next !== '' && ESCAPED.includes(next);
    const isWhole = next !== 'u' || /^[0-9a-f]{4}$/i.test(this.#text.slice(this.#at + 2, this.#at + 6));
    if (!isKnown || !isWhole) this.#fail('A string holds an unknown escape');
    this.#at += next === 'u' ? 5 : 1;
  }

  #number(): unknown {
    const start = this.#at;
    if (this.#text.charAt(this.#at) === '-') this.#at++;
    if (this.#text.charAt(this.#at) === '0') this.#at++;
    else this.#digits();
    if (this.#text.charAt(this.#at) === '.') {
      this.#at++;
      this.#digits();
    }
    if (this.#text.charAt(this.#at).toLowerCase() === 'e') {
      this.#at += /^[+-]$/.test(this.#text.charAt(this.#at + 1)) ? 2 : 1;
      this.#digits();
    }
    return toNumber(this.#text.slice(start, this.#at));
  }

  #digits(): void {
    if (!isDigit(this.#text.charAt(this.#at))) this.#fail('Expected a digit');
    while (isDigit(this.#text.charAt(this.#at))) this.#at++;
  }

  #word(): unknown {
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#fail('Expected a JSON value');
  }

  #takes(character: string): boolean {
    const isNext = this.#peek() === character;
    if (isNext) this.#at++;
    return isNext;
  }

  /** Skips white space; the next character, empty at the end of the text. */
  #peek(): string {
    while (this.#at < this.#text.length && ' \t\n\r'.includes(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.charAt(this.#at);
  }

  #fail(problem: string): never {
    const found = this.#at < this.#text.length ? '' : ', but the text ends';
    throw new JsonSyntaxError(problem + found, this.#text, this.#at);
  }
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

function toNumber(digits: string): unknown {
  const value = Number(digits);
  if (Number.isSafeInteger(value) || !Number.isFinite(value) || !INTEGER.test(digits)) return value;
  const integer = BigInt(digits);
  const isInt64 = integer >= MIN_INT64 && integer <= MAX_INT64;
  return isInt64 && integer !== BigInt(value) ? { $numberLong: integer.toString() } : value;
}
