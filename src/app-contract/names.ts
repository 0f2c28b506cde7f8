/** Names of component schemas; none is given twice. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken);
  }

  /** The first of the wishes that is free with all of its forms, else the last with a number. */
  take(wishes: readonly string[], forms: (name: string) => readonly string[] = (name) => [name]): string {
    const isFree = (name: string): boolean => forms(name).every((form) => !this.#taken.has(form));
    let name = wishes.find(isFree);
    for (let number = 2; name === undefined; number++) name = [`${wishes.at(-1) ?? 'Type'}${number}`].find(isFree);
    for (const form of forms(name)) this.#taken.add(form);
    return name;
  }
}

/** `my-blog.posts` → `MyBlogPosts`; empty when nothing of the text may stand in a name. */
export function typeName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\d/.test(name) ? `Type${name}` : name;
}
