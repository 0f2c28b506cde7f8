import type { Logger } from 'pino';

/** Listens for SIGTERM and SIGINT: the first asks for an orderly end, the second ends at once. */
export function listenForStop(log: Logger): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    log.info({ signal: name }, 'stopping: running requests may end; a second signal ends at once');
    controller.abort();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
    },
  };
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Rejects when the signal aborts; never resolves. */
export async function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  throw signal.reason;
}
