import { Command, CommanderError } from 'commander';
import { reasonOf, StartError } from '../config/index.ts';
import { appCommand } from './app/command.ts';
import { doctorCommand } from './doctor.ts';
import { openapiCommand } from './openapi.ts';
import { serveCommand, startCommand } from './serve.ts';
import { version } from './version.ts';

/**
 * Runs the command that the arguments name.
 * @returns the exit status: 0, 1 when it failed, 2 when the command line itself is wrong.
 */
export async function runCommandLine(argumentsAfterProgram: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...argumentsAfterProgram], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return report(error);
  }
}

/** Every command, as commander knows it. */
export function program(): Command {
  const root = new Command('docgate')
    .description('A self-hosted HTTPS API for MongoDB, driven by its OpenAPI contract')
    .version(version)
    .showHelpAfterError('(docgate --help shows what there is)')
    .exitOverride();
  for (const command of [startCommand(), serveCommand(), openapiCommand(), doctorCommand(), appCommand()]) {
    root.addCommand(command);
  }
  inherit(root);
  return root;
}

/** At every level: errors end here, not in the process. */
function inherit(parent: Command): void {
  for (const command of parent.commands) inherit(command.copyInheritedSettings(parent));
}

/** One message with the mend; no stack: it is for the person at the terminal. */
function report(error: unknown): number {
  // commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`docgate: ${reasonOf(error)}\n`);
  return error instanceof StartError && error.usage ? 2 : 1;
}
