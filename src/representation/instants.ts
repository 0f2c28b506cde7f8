const form = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * ISO 8601 as the seeds take it: a date alone, without seconds, offsets with or without colon; no zone means UTC.
 * @returns undefined for anything else, and for dates that do not exist
 */
export function parseInstant(text: string): Date | undefined {
  const [, day, minute = '00:00', second = ':00', zone = 'Z'] = form.exec(text) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(`${day}T${minute}${second}${zone === 'Z' ? zone : withColon(zone)}`);
  const exists = !Number.isNaN(date.getTime()) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
  return exists ? date : undefined;
}

function withColon(offset: string): string {
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** UTC, to the second: `2018-09-27T20:00:00Z`. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
