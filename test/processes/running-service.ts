import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunningService {
  readonly url: string;
  readonly pid: number;
  /** All that it has printed, both streams. */
  output(): string;
  /** The lines of its log so far, parsed. */
  log(): Record<string, unknown>[];
  signal(name: NodeJS.Signals): void;
  /** The exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts the service as a user does; resolves when it listens. @throws Error with its output when it ends before. */
export async function runService(
  flags: readonly string[],
  env: Record<string, string> = {},
  command = 'serve',
): Promise<RunningService> {
  const given = ['src/main.ts', command, '--port', '0', ...flags];
  const child = spawn(process.execPath, given, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  const ended = endOf(child);
  void ended.then((status) => reject(new Error(`ended at start: ${status}\n${lines.join('\n')}`)));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      const { msg, url } = parse(line);
      if (msg === 'listening' && typeof url === 'string') resolve(url);
    });
  }
  return {
    url: await listening,
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    log: () => lines.map(parse),
    signal: (name) => void child.kill(name),
    ended,
  };
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? -1)));
}

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Whether a process is there (a zombie is). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
