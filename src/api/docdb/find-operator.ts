/**
 * The first of some operators in plain JSON, and the JSON pointer to it.
 * @param json nested no deeper than `toBson` allows, at `place`
 */
export function findOperator(
  json: unknown,
  operators: ReadonlySet<string>,
  place: string,
): { operator: string; path: string } | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  for (const [key, value] of Object.entries(json)) {
    const path = `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (operators.has(key)) return { operator: key, path };
    const found = findOperator(value, operators, path);
    if (found !== undefined) return found;
  }
  return undefined;
}
