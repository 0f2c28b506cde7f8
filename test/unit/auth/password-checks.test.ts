import { expect, it, vi } from 'vitest';
import { PasswordChecks } from '../../../src/auth/password-checks.ts';

it('checks a credential once for all that wait for it', async () => {
  const checks = new PasswordChecks<string>();
  const check = vi.fn<() => Promise<string>>(async () => 'somebody');
  expect(await Promise.all([checks.run('a', check), checks.run('a', check)])).toEqual(['somebody', 'somebody']);
  expect(check).toHaveBeenCalledTimes(1);
  await checks.run('a', check);
  expect(check).toHaveBeenCalledTimes(2);
});

it('runs few at once, in turn, and tells those that would wait too long to come again', async () => {
  const checks = new PasswordChecks<number>();
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const check = (id: number) => () => {
    started.push(id);
    return new Promise<number>((resolve) => ends.push(() => resolve(id)));
  };
  const running = Array.from({ length: 34 }, (_, id) => checks.run(String(id), check(id)));
  await expect(checks.run('one more', check(99))).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', status: 429 });
  expect(started).toEqual([0, 1]);
  for (let id = 0; id < 34; id++) {
    ends[id]?.();
    expect(await running[id]).toBe(id);
    await vi.waitFor(() => expect(started.length).toBe(Math.min(id + 3, 34)));
  }
});

it('goes on after a check that fails', async () => {
  const checks = new PasswordChecks<string>();
  await expect(checks.run('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
  expect(await checks.run('a', async () => 'fine')).toBe('fine');
});
