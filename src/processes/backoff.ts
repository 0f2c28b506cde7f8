const firstMs = 100;
const longestMs = 10_000;
/** Who lived this long did not die of its start. */
const stableMs = 30_000;

/** How long to wait before the next attempt, given how long the last one lived: at once at first, then twice as long each time. */
export function backoff(): (lifeMs: number) => number {
  let failures = 0;
  return (lifeMs) => {
    failures = lifeMs > stableMs ? 0 : failures + 1;
    return failures <= 1 ? 0 : Math.min(firstMs * 2 ** (failures - 2), longestMs);
  };
}
