import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './process-identity.ts';

/** A clean stop writes all that is in memory; what takes longer than this in milliseconds is stuck. */
const stopTimeoutMs = 30_000;

/** SIGTERM, then SIGKILL to what has not gone after `timeoutMs`; resolves when `gone` does. */
export async function stopProcess(pid: number, gone: Promise<unknown>, timeoutMs = stopTimeoutMs): Promise<void> {
  const timer = setTimeout(() => sendSignal(pid, 'SIGKILL'), timeoutMs);
  let over = false;
  void gone.then(
    () => (over = true),
    () => (over = true),
  );
  await Promise.resolve();
  if (!over) sendSignal(pid, 'SIGTERM');
  await gone.finally(() => clearTimeout(timer));
}

/** Resolves when a process that is no child of ours has gone. */
export async function untilGone(pid: number): Promise<void> {
  const start = processStart(pid);
  if (start === undefined) return;
  while (processStart(pid) === start) await sleep(20);
}

/** Nothing happens when the process has gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone.
  }
}
