const wrappers: ReadonlySet<string> = new Set(['$numberInt', '$numberLong', '$numberDouble']);

/**
 * A body of the Data API whose own numbers (`limit`, `skip`) are JSON's: drivers that write canonical Extended JSON wrap them as
 * those of documents, which stay as they are.
 */
export function withPlainNumbers(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const entries = Object.entries(body);
  if (!entries.some(([, value]) => numberIn(value) !== undefined)) return body;
  return Object.fromEntries(entries.map(([name, value]) => [name, numberIn(value) ?? (value as unknown)]));
}

function numberIn(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [[name, text] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !wrappers.has(name) || typeof text !== 'string') return undefined;
  return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
