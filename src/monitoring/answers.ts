/** Reading of what a peer says: whatever is not of the expected kind is absent. */
type Answer = Readonly<Record<string, unknown>>;

const longestText = 256;

export function textIn(answer: Answer | undefined, field: string): string | undefined {
  const value = answer?.[field];
  // oxlint-disable-next-line no-control-regex -- they have no place in a name
  return typeof value === 'string' && value.length <= longestText && !/[\u0000-\u001f]/.test(value) ? value : undefined;
}

export function numberIn(answer: Answer | undefined, field: string): number | undefined {
  const value = answer?.[field];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function isTrue(answer: Answer | undefined, field: string): boolean {
  return answer?.[field] === true;
}

export function objectIn(answer: Answer | undefined, field: string): Answer | undefined {
  const value = answer?.[field];
  return typeof value === 'object' && value !== null ? (value as Answer) : undefined;
}
