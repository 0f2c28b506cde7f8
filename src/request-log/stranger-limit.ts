/**
 * Whether there have been more than so many in this second, of this project or of all together.
 * @param nowMs a clock that never goes back
 */
export function createStrangerLimit(
  most: { readonly ofProject: number; readonly ofAll: number },
  nowMs: () => number = () => performance.now(),
): (groupId: string) => boolean {
  let second = 0;
  let all = 0;
  const ofProject = new Map<string, number>();
  return (groupId) => {
    const now = Math.floor(nowMs() / 1000);
    if (now !== second) {
      [second, all] = [now, 0];
      ofProject.clear();
    }
    const count = (ofProject.get(groupId) ?? 0) + 1;
    if (count > most.ofProject || all >= most.ofAll) return true;
    ofProject.set(groupId, count);
    all += 1;
    return false;
  };
}
