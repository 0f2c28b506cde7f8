import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { StartError } from '../config/index.ts';

/** A secret of the command line: `-` reads it from standard input, which no process list shows. */
export async function givenSecret(given: string): Promise<string> {
  return given === '-' ? (await text(process.stdin)).replace(/\r?\n$/, '') : given;
}

/** Asks for a new secret at the terminal, twice, without showing it. @throws StartError for the usage where there is no terminal */
export async function askSecret(name: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new StartError(`There is no terminal to ask for the ${name}: give - to read it from standard input.`, {
      usage: true,
    });
  const first = await askSilently(`${name}: `);
  if ((await askSilently(`${name} again: `)) !== first) throw new Error('The two are not the same.');
  return first;
}

async function askSilently(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const stop = new AbortController();
  // Ctrl-C and Ctrl-D: readline alone would wait for ever.
  lines.once('SIGINT', () => stop.abort());
  lines.once('close', () => stop.abort());
  process.stderr.write(question);
  try {
    return await lines.question('', { signal: stop.signal });
  } catch (cause) {
    throw new Error('Nothing was given.', { cause });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
