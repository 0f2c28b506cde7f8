import { BSONRegExp } from 'bson';
import { RE2JS } from 're2js';
import { isEqual } from './equal.ts';
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

  /** @throws Error that says what RE2 does not have: look-around, back references, the option x */
  constructor(pattern: string, options: string) {
    super(pattern, options);
    this.#compiled = RE2JS.compile(pattern, flagsOf(options));
  }

  /** As MongoDB's `$regex`: anywhere in a text; of patterns the same one alone. */
  matches(value: unknown): boolean {
    return kindOf(value) === 'string' ? this.#compiled.test(String(value)) : isEqual(this, value);
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
