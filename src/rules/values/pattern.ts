import { BSONRegExp } from 'bson';
import { RE2JS } from 're2js';
import { compilePattern } from '../../patterns/index.ts';
import { isEqual } from './equal.ts';
import { fromPcre } from './from-pcre.ts';
import { kindOf } from './kind.ts';

const flags: ReadonlyMap<string, number> = new Map([
  ['i', RE2JS.CASE_INSENSITIVE],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
  // Texts are Unicode as it is.
  ['u', 0],
]);

/** A pattern that takes time in proportion to the text, whatever it is: tenants write it, and MongoDB’s PCRE backtracks. */
export class Pattern extends BSONRegExp {
  readonly #compiled: RE2JS;
  /** Whether a line break that ends a text is followed by a line to it: to PCRE it is not. */
  readonly #hasLastLine: boolean;

  /** @throws Error that says what RE2 does not have: look-around, back references, the option x; or that the pattern is too large */
  constructor(pattern: string, options: string) {
    super(pattern, options);
    const given = flagsOf(options);
    // What RE2 refuses, it names in the tenant's own words.
    compilePattern(pattern, given);
    this.#compiled = compilePattern(fromPcre(pattern, options.includes('m')), given);
    this.#hasLastLine = this.#compiled.matcher('\n').find(1) && !this.#compiled.matcher(' ').find(1);
  }

  /** As MongoDB's `$regex`: anywhere in a text; of patterns the same one alone. */
  matches(value: unknown): boolean {
    return kindOf(value) === 'string' ? this.#isIn(String(value)) : isEqual(this, value);
  }

  #isIn(text: string): boolean {
    if (!this.#hasLastLine || !text.endsWith('\n')) return this.#compiled.test(text);
    const matcher = this.#compiled.matcher(text);
    return matcher.find() && matcher.start() < text.length;
  }
}

function flagsOf(options: string): number {
  const known = (option: string): number => {
    const flag = flags.get(option);
    if (flag === undefined) throw new Error(`there is no option ${option}`);
    return flag;
  };
  return options.split('').reduce((sum, option) => sum | known(option), 0);
}
