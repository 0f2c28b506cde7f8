import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface TourStep {
  readonly command: string;
  /** What the README says that the command prints; `…` stands for anything. */
  readonly expected: string;
}

const fence = /```sh tour\n([\s\S]*?)```\n```\w+\n([\s\S]*?)```/g;

/** The commands of the README's tour with the answers that it promises. */
export function readTour(markdown: string): TourStep[] {
  return [...markdown.matchAll(fence)].map(([, command = '', expected = '']) => ({
    command,
    expected: expected.trim(),
  }));
}

/** Runs one step in bash with these variables. @returns what it printed. */
export async function runStep({ command }: TourStep, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command], {
    env: { ...process.env, ...env },
  });
  return stdout.trim();
}

/** Whether the README tells the truth about a step. */
export function isAsPromised({ expected }: TourStep, printed: string): boolean {
  const literal = expected.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('[\\s\\S]*')}$`).test(printed);
}
