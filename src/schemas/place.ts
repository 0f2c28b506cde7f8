/** Something that is wrong with a document: where, by which keyword, and how to mend it. */
export interface Violation {
  /** Dotted path, `(root)` for the document itself. */
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
}

/** What `validate` expressions see: `%%this`, `%%prev`, `%%root`, `%%prevRoot`; undefined where there is none. */
export interface Place {
  readonly value: unknown;
  readonly previous: unknown;
  readonly root: unknown;
  readonly previousRoot: unknown;
}

/** Makes a `validate` expression ready to be asked; `context` is whatever the caller of `validate` hands on. */
export type CompileExpression<Context> = (expression: unknown) => (place: Place, context: Context) => boolean;

/** One visit of a value on the way through a document; an undefined value: it was there before, and is gone. */
export interface Visit<Context> extends Place {
  readonly path: string;
  readonly context: Context;
  readonly violations: Violation[];
}

/** One keyword of a schema, ready to look at values; adds what is wrong to the visit's violations. */
export type Check<Context> = (visit: Visit<Context>) => void;

export function report({ violations, path }: Visit<unknown>, keyword: string, message: string): void {
  violations.push({ path: path === '' ? '(root)' : path, keyword, message });
}

/** The visit of a field or an item; the former value goes with it. */
export function below<Context>(visit: Visit<Context>, name: string | number, value: unknown): Visit<Context> {
  const { path, previous } = visit;
  const before = isContainer(previous) && Object.hasOwn(previous, name) ? previous[name] : undefined;
  return { ...visit, path: path === '' ? String(name) : `${path}.${name}`, value, previous: before };
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || !('_bsontype' in value));
}
