import { expect, test } from 'vitest';
import { createFailedAttempts } from '../../../src/limits/index.ts';

function at(start: number) {
  let time = start;
  const attempts = createFailedAttempts({ now: () => time });
  const isOpen = (address: string, username: string): boolean => {
    try {
      attempts.check(address, username);
      return true;
    } catch {
      return false;
    }
  };
  return { attempts, isOpen, pass: (ms: number) => (time += ms) };
}

test('ten wrong ones for a name from one address, and it is closed for the rest of a minute', () => {
  const { attempts, isOpen, pass } = at(1_000_000);
  for (let n = 0; n < 10; n++) {
    expect(isOpen('10.0.0.1', 'anna')).toBe(true);
    attempts.failed('10.0.0.1', 'anna');
  }
  expect(isOpen('10.0.0.1', 'anna')).toBe(false);
  expect(isOpen('10.0.0.1', 'bert')).toBe(true);
  expect(isOpen('10.0.0.2', 'anna')).toBe(true);
  pass(60_000);
  expect(isOpen('10.0.0.1', 'anna')).toBe(true);
});

test('a hundred wrong ones for whomever close an address; an IPv6 caller has a /64', () => {
  const { attempts, isOpen } = at(0);
  for (let n = 0; n < 100; n++) attempts.failed(`2001:db8::${n.toString(16)}`, `user${n}`);
  expect(isOpen('2001:db8::ffff:1', 'somebody')).toBe(false);
  expect(isOpen('2001:db8:0:1::1', 'somebody')).toBe(true);
});

test('the refusal says when to come again', () => {
  const { attempts } = at(0);
  for (let n = 0; n < 10; n++) attempts.failed('10.0.0.1', 'anna');
  expect(() => attempts.check('10.0.0.1', 'anna')).toThrow(
    expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS', headers: { 'Retry-After': '60' } }),
  );
});
