/** The command line: one file a command. Enters the engines by their doors; must not know HTTP or MongoDB itself. */
export { runCommandLine } from './command-line.ts';
