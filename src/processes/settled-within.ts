/** The results of those that succeed in time; the others are left out. */
export async function settledWithin<Value>(timeoutMs: number, attempts: readonly Promise<Value>[]): Promise<Value[]> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), timeoutMs);
  const settled = await Promise.allSettled(attempts.map((attempt) => Promise.race([attempt, late])));
  clearTimeout(timer);
  late.catch(() => undefined);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
