import type { Filter } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import { parseInstant } from '../../../representation/index.ts';
import type { Event } from '../../../store/index.ts';

interface EventQuery {
  readonly eventType?: string[];
  readonly minDate?: string;
  readonly maxDate?: string;
}

/** Types and time of the events that are asked for; both ends belong to it. */
export function eventFilter({ eventType, minDate, maxDate }: EventQuery): Filter<Event> {
  const from = minDate === undefined ? undefined : requireInstant('minDate', minDate);
  const until = maxDate === undefined ? undefined : requireInstant('maxDate', maxDate);
  return {
    ...(eventType && { eventTypeName: { $in: eventType } }),
    ...((from || until) && { createdAt: { ...(from && { $gte: from }), ...(until && { $lte: until }) } }),
  };
}

function requireInstant(name: string, text: string): Date {
  const date = parseInstant(text);
  if (date !== undefined) return date;
  const detail = `Invalid query parameter ${name} specified: a date as ISO 8601 writes it, such as 2018-09-27T16:00-04:00.`;
  throw new Problem('INVALID_QUERY_PARAMETER', { parameters: [name], detail });
}
