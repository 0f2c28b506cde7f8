/** Something that is wrong with a document: where, by which keyword, and how to mend it. */
export interface Violation {
  /** Dotted path, `(root)` for the document itself. */
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
  /** The places whose content it tells of: its own, or all that its keyword looks at. */
  readonly tellsOf: readonly Steps[];
}

/** Names of fields and positions in lists, from the document down; none: the document itself. */
export type Steps = readonly (string | number)[];

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
  readonly steps: Steps;
  /** Places outside this one that decided that it is looked at. */
  readonly because: readonly Steps[];
  readonly context: Context;
  readonly violations: Violation[];
}

/** One keyword of a schema, ready to look at values; adds what is wrong to the visit's violations. */
export type Check<Context> = (visit: Visit<Context>) => void;

export function report(visit: Visit<unknown>, keyword: string, message: string): void {
  const { violations, path, steps, because } = visit;
  violations.push({ path: path === '' ? '(root)' : path, keyword, message, tellsOf: [...because, steps] });
}

/** The visit of a field or an item; the former value goes with it. */
export function below<Context>(visit: Visit<Context>, name: string | number, value: unknown): Visit<Context> {
  const { path, steps, previous } = visit;
  const before = isContainer(previous) && Object.hasOwn(previous, name) ? previous[name] : undefined;
  const place = { path: path === '' ? String(name) : `${path}.${name}`, steps: [...steps, name] };
  return { ...visit, ...place, value, previous: before };
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || !('_bsontype' in value));
}
