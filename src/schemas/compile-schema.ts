import { arrayChecks, objectChecks } from './container-keywords.ts';
import { looksBack, ofPresent } from './looking-back.ts';
import { report, type Check, type CompileExpression, type Violation } from './place.ts';
import { scalarChecks } from './scalar-keywords.ts';
import { inWordsOf } from './words.ts';

export interface SchemaOptions<Context> {
  readonly compileExpression: CompileExpression<Context>;
  /** App Services' setting "Null Type Schema Validation": optional fields may be null. */
  readonly nullsAllowed?: boolean;
}

export interface CompiledSchema<Context> {
  /**
   * Everything that is wrong with a document, in the order of its fields; empty when nothing is.
   * @param previous the document before the write, undefined for an insert
   */
  validate(document: unknown, previous: unknown, context: Context): readonly Violation[];
  /** A violation in words of the schema alone: for logs, which hold nothing of documents. */
  inOwnWords(violation: Violation): string;
}

/** Makes a schema ready for many documents. The schema has passed `checkSchema`. */
export function compileSchema<Context>(schema: unknown, options: SchemaOptions<Context>): CompiledSchema<Context> {
  const check = compile(schema, options);
  let say: ReturnType<typeof inWordsOf> | undefined;
  return {
    validate(document, previous, context) {
      const violations: Violation[] = [];
      const root = { value: document, previous, root: document, previousRoot: previous };
      check({ ...root, path: '', steps: [], because: [], context, violations });
      return violations;
    },
    inOwnWords(violation) {
      say ??= inWordsOf(schema);
      return say(violation);
    },
  };
}

function compile<Context>(schema: unknown, options: SchemaOptions<Context>): Check<Context> {
  const object = schema as Readonly<Record<string, unknown>>;
  const inner = (part: unknown): Check<Context> => compile(part, options);
  const checks: Check<Context>[] = [
    ...scalarChecks(object).map((check) => ofPresent<Context>(check)),
    ...objectChecks(object, inner, options.nullsAllowed ?? false),
    ...arrayChecks(object, inner),
    ...combinations(object, inner),
    ...expressions(object, options),
  ];
  return (visit) => {
    for (const check of checks) check(visit);
  };
}

function combinations<Context>(
  schema: Readonly<Record<string, unknown>>,
  inner: (part: unknown) => Check<Context>,
): Check<Context>[] {
  const all = list(schema['allOf']).map(inner);
  const any = list(schema['anyOf']).map(inner);
  const one = list(schema['oneOf']).map(inner);
  const none = schema['not'] === undefined ? undefined : inner(schema['not']);
  return [
    ...all,
    ...(any.length === 0 ? [] : [counted('anyOf', any, (fitting) => fitting > 0)]),
    ...(one.length === 0 ? [] : [counted('oneOf', one, (fitting, isGone) => (isGone ? fitting > 0 : fitting === 1))]),
    ...(none === undefined ? [] : [ofPresent(counted('not', [none], (fitting) => fitting === 0))]),
  ];
}

const wanted: Readonly<Record<string, string>> = {
  anyOf: 'must fit one of the schemas',
  oneOf: 'must fit exactly one of the schemas',
  not: 'must not fit the schema',
};

function counted<Context>(
  keyword: string,
  checks: readonly Check<Context>[],
  holds: (fitting: number, isGone: boolean) => boolean,
): Check<Context> {
  return (visit) => {
    const fitting = checks.filter((check) => {
      const violations: Violation[] = [];
      check({ ...visit, violations });
      return violations.length === 0;
    });
    if (!holds(fitting.length, visit.value === undefined)) report(visit, keyword, wanted[keyword] ?? keyword);
  };
}

function expressions<Context>(
  { validate }: Readonly<Record<string, unknown>>,
  { compileExpression }: SchemaOptions<Context>,
): Check<Context>[] {
  if (validate === undefined) return [];
  const holds = compileExpression(validate);
  const check: Check<Context> = (visit) => {
    if (holds(visit, visit.context)) return;
    // It may look at the whole document, before and after.
    report({ ...visit, because: [[]] }, 'validate', 'does not satisfy the expression of the schema');
  };
  // What speaks of the value alone has nothing against its removal: `required` is for that.
  return [looksBack(validate) ? check : ofPresent(check)];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
