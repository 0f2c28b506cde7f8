import { Problem } from '../../problem/index.ts';
import { parseInstant } from '../../representation/index.ts';

interface TimeQuery {
  readonly minDate?: string;
  readonly maxDate?: string;
}

/** The times that are asked for, as a condition of MongoDB's; both ends belong to it. Undefined: any. @throws Problem INVALID_QUERY_PARAMETER */
export function timeRange({ minDate, maxDate }: TimeQuery): { readonly $gte?: Date; readonly $lte?: Date } | undefined {
  if (minDate === undefined && maxDate === undefined) return undefined;
  return {
    ...(minDate !== undefined && { $gte: requireInstant('minDate', minDate) }),
    ...(maxDate !== undefined && { $lte: requireInstant('maxDate', maxDate) }),
  };
}

function requireInstant(name: string, text: string): Date {
  // In a query, an unencoded `+` is a space.
  const date = parseInstant(text.replace(' ', '+'));
  if (date !== undefined) return date;
  const detail = `Invalid query parameter ${name} specified: a date as ISO 8601 writes it, such as 2018-09-27T16:00-04:00.`;
  throw new Problem('INVALID_QUERY_PARAMETER', { parameters: [name], detail });
}
