/** Something in a rule set that is wrong (`error`: the rule set is refused) or that does other than it seems to (`warning`). */
export interface RuleFault {
  readonly severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) of the place in the rule set. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/** A place in a rule set while it is read, and where its faults are told. */
export class Place {
  readonly pointer: string;
  readonly #faults: RuleFault[];

  constructor(faults: RuleFault[], pointer = '') {
    this.#faults = faults;
    this.pointer = pointer;
  }

  below(name: string | number): Place {
    const step = String(name).replaceAll('~', '~0').replaceAll('/', '~1');
    return new Place(this.#faults, `${this.pointer}/${step}`);
  }

  error(message: string, mend: string): void {
    this.#faults.push({ severity: 'error', pointer: this.pointer, message, mend });
  }

  warning(message: string, mend: string): void {
    this.#faults.push({ severity: 'warning', pointer: this.pointer, message, mend });
  }
}
