interface Group {
  readonly isMultiline: boolean;
  /** Whether the alternative at hand, or one before it, has come to an end of the text. */
  readonly hasEnded: boolean;
  readonly hadEnded: boolean;
}

/** The groups that are open at a place in a pattern, which is one itself. */
export class OpenGroups {
  readonly #groups: Group[] = [];

  constructor(isMultiline: boolean) {
    this.#open(isMultiline);
  }

  get isMultiline(): boolean {
    return this.#current.isMultiline;
  }

  /**
   * @param isEnd whether the token is a `$` that takes a line break
   * @throws Error where something follows one: it could ask for that line break
   */
  pass(token: string, isEnd: boolean): void {
    const options = /^\(\?(?<on>[imsU]*)(?:-(?<off>[imsU]+))?[:)]$/u.exec(token)?.groups;
    if (token === ')') return this.#close();
    if (token === '|') return this.#set({ hasEnded: false, hadEnded: this.#hasEnded });
    if (isEnd) return this.#set({ hasEnded: true });
    if (options !== undefined && token.endsWith(')')) return this.#set({ isMultiline: this.#isMultilineBy(options) });
    if (this.#current.hasEnded) throw new Error('only ) and | may follow $: write \\z for the end of the text');
    if (token.startsWith('(')) this.#open(options === undefined ? this.isMultiline : this.#isMultilineBy(options));
  }

  get #current(): Group {
    const group = this.#groups.at(-1);
    if (group === undefined) throw new Error('a group is closed that is not open');
    return group;
  }

  get #hasEnded(): boolean {
    return this.#current.hasEnded || this.#current.hadEnded;
  }

  #open(isMultiline: boolean): void {
    this.#groups.push({ isMultiline, hasEnded: false, hadEnded: false });
  }

  #close(): void {
    const hasEnded = this.#hasEnded;
    this.#groups.pop();
    if (hasEnded) this.#set({ hasEnded });
  }

  #set(change: Partial<Group>): void {
    this.#groups.splice(-1, 1, { ...this.#current, ...change });
  }

  #isMultilineBy({ on = '', off = '' }: Readonly<Record<string, string | undefined>>): boolean {
    return (this.isMultiline || on.includes('m')) && !off.includes('m');
  }
}
