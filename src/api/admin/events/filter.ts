import type { Filter } from '../../../mongo/index.ts';
import type { Event } from '../../../store/index.ts';
import { timeRange } from '../time-range.ts';

interface EventQuery {
  readonly eventType?: string[];
  readonly minDate?: string;
  readonly maxDate?: string;
}

/** Types and time of the events that are asked for. */
export function eventFilter({ eventType, ...query }: EventQuery): Filter<Event> {
  const createdAt = timeRange(query);
  return { ...(eventType && { eventTypeName: { $in: eventType } }), ...(createdAt && { createdAt }) };
}
