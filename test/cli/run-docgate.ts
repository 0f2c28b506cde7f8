import { execFile } from 'node:child_process';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user does, without the settings of the surrounding shell. @param input what it gets on standard input */
export function docgate(
  argumentsAfterProgram: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const { PATH = '', HOME = '' } = process.env;
  const options = { env: { PATH, HOME, ...env }, timeout: 100_000 };
  const child = execFile(
    process.execPath,
    ['src/main.ts', ...argumentsAfterProgram],
    options,
    (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    },
  );
  if (input !== undefined) child.stdin?.end(input);
  return promise;
}
