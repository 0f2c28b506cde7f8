import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientSession } from 'mongodb';
import type { PooledClient } from './pooled-client.ts';
import { neverSent } from './session-use.ts';

/**
 * Settles as `running` does, or rejects with the signal's reason as soon as that aborts. The driver is not given the
 * signal: it would drop the connection, and with it the reply that names the cursor.
 */
export function untilAborted<T>(running: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return running;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    const settled = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    running.then(resolve, reject).then(settled, settled);
  });
}

const firstWaitMs = 25;

/**
 * Ends what still runs in the session of a reader that has gone; done when `running` has settled. Short reads are left
 * to end by themselves; long ones are killed more than once, for the first kill may overtake its command.
 */
export async function endAbandoned(
  { control }: PooledClient,
  { id, serverSession }: Pick<ClientSession, 'id' | 'serverSession'>,
  running: Promise<unknown>,
): Promise<void> {
  let settled = false;
  const end = running.catch(() => undefined).then(() => (settled = true));
  for (let waitMs = firstWaitMs; ; waitMs *= 2) {
    await Promise.race([end, sleep(waitMs, undefined, { ref: false })]);
    if (settled) return;
    if (serverSession.lastUse !== neverSent) await control.killSession(id);
  }
}

/** A late kill must not hit another reader, so the session does not go back to the pool. */
export function neverReuse(session: ClientSession): void {
  session.serverSession.isDirty = true;
}
