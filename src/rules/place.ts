/** Something in a rule set that is wrong (`error`: the rule set is refused) or that does other than it seems to (`warning`). */
export interface RuleFault {
  readonly severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) of the place in the rule set. */
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/** What reading a rule set brings to light. */
export interface Findings {
  readonly faults: RuleFault[];
  /** Names of functions that conditions would call. */
  readonly functions: Set<string>;
}

export function noFindings(): Findings {
  return { faults: [], functions: new Set() };
}

/** A place in a rule set while it is read, and where what is found there is told. */
export class Place {
  readonly pointer: string;
  readonly #findings: Findings;

  constructor(findings: Findings, pointer = '') {
    this.#findings = findings;
    this.pointer = pointer;
  }

  /** All that have been found so far, at any place. */
  get functions(): readonly string[] {
    return [...this.#findings.functions];
  }

  below(name: string | number): Place {
    const step = String(name).replaceAll('~', '~0').replaceAll('/', '~1');
    return new Place(this.#findings, `${this.pointer}/${step}`);
  }

  error(message: string, mend: string): void {
    this.#findings.faults.push({ severity: 'error', pointer: this.pointer, message, mend });
  }

  warning(message: string, mend: string): void {
    this.#findings.faults.push({ severity: 'warning', pointer: this.pointer, message, mend });
  }

  callsFunction(name: string): void {
    this.#findings.functions.add(name);
    this.warning(
      `The function ${name} is not called: the condition counts as false.`,
      'Write the condition as an expression.',
    );
  }
}
