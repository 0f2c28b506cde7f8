import { bsonTypeOf } from './bson-type.ts';
import { below, type Check } from './place.ts';

/** Whether a schema or a `validate` expression speaks of what was before: `%%prev`, `%%prevRoot`. */
export function looksBack(part: unknown): boolean {
  return JSON.stringify(part ?? null).includes('%%prev');
}

/** A check that has nothing to say of a value that is gone. */
export function ofPresent<Context>(check: Check<Context>): Check<Context> {
  return (visit) => {
    if (visit.value !== undefined) check(visit);
  };
}

/**
 * Visits the fields that the document before had and that are gone now, with no value: else what may not change could
 * be removed by one write and set by the next.
 */
export function goneFields<Context>(
  checksOf: (name: string) => readonly Check<Context>[],
  isAbsent: (name: string, value: unknown) => boolean,
): Check<Context> {
  return (visit) => {
    const now = fieldsOf(visit.value);
    for (const [name, before] of Object.entries(fieldsOf(visit.previous)))
      if (!isAbsent(name, before) && isAbsent(name, Object.hasOwn(now, name) ? now[name] : undefined))
        for (const check of checksOf(name)) check(below(visit, name, undefined));
  };
}

/** As `goneFields`, for the items behind the end of an array that has become shorter. */
export function goneItems<Context>(checkOf: (index: number) => Check<Context> | undefined): Check<Context> {
  return (visit) => {
    for (let index = lengthOf(visit.value); index < lengthOf(visit.previous); index++)
      checkOf(index)?.(below(visit, index, undefined));
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return bsonTypeOf(value) === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
