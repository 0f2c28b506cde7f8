import { Problem } from '../problem/index.ts';

export interface FailedAttemptsOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Count {
  failures: number;
  readonly until: number;
}

const windowMs = 60_000;
const mostOfUser = 10;
const mostOfAddress = 100;
const rememberMost = 20_000;

/**
 * Bounds the guessing of credentials in this process: so many failures a minute from one address for one name, and for
 * all names. Who has the right credentials elsewhere is not shut out by somebody's wrong ones.
 */
export function createFailedAttempts({ now = Date.now }: FailedAttemptsOptions = {}) {
  const counts = new Map<string, Count>();

  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    return count !== undefined && count.until > now() ? count : undefined;
  };
  const add = (key: string): void => {
    const count = current(key) ?? { failures: 0, until: now() + windowMs };
    count.failures += 1;
    counts.delete(key);
    counts.set(key, count);
    const oldest = counts.keys().next();
    if (counts.size > rememberMost && !oldest.done) counts.delete(oldest.value);
  };

  return {
    /** @throws Problem TOO_MANY_ATTEMPTS */
    check(address: string, username: string): void {
      const network = networkOf(address);
      const over = [
        [current(`${network} ${username}`), mostOfUser] as const,
        [current(network), mostOfAddress] as const,
      ].find(([count, most]) => count !== undefined && count.failures >= most)?.[0];
      if (over === undefined) return;
      const seconds = Math.max(1, Math.ceil((over.until - now()) / 1000));
      throw new Problem('TOO_MANY_ATTEMPTS', {
        detail: `Too many wrong credentials from your address: try again in ${seconds} seconds.`,
        headers: { 'Retry-After': String(seconds) },
      });
    },
    failed(address: string, username: string): void {
      const network = networkOf(address);
      add(`${network} ${username}`);
      add(network);
    },
  };
}

/** An IPv6 caller has a whole /64 to call from. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(missing).fill('0'), ...right].slice(0, 4).join(':');
}
