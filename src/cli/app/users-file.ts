import { createReadStream } from 'node:fs';
import { JsonSyntaxError, parseJson } from '../../bson/index.ts';
import { reasonOf } from '../../config/index.ts';

/** Some users of a file. */
export interface UserBatch {
  readonly users: readonly unknown[];
  /** How many of the file come before them. */
  readonly offset: number;
}

/** What one request may hold. */
const mostUsers = 1000;
const mostCharacters = 4 * 1024 * 1024;

/**
 * The users of a file, however large it is: a JSON array, or JSON objects one after the other.
 * @param path `-` for standard input
 * @throws Error that names the user behind which the file cannot be read; who comes before is yielded
 */
export async function* readUserBatches(path: string): AsyncGenerator<UserBatch> {
  let batch: unknown[] = [];
  let [offset, characters] = [0, 0];
  let failure: unknown;
  try {
    for await (const text of readObjects(path)) {
      if (batch.length >= mostUsers || characters + text.length > mostCharacters) {
        yield { users: batch, offset };
        [batch, offset, characters] = [[], offset + batch.length, 0];
      }
      batch.push(parseUser(text));
      characters += text.length;
    }
  } catch (error) {
    failure = error;
  }
  if (batch.length > 0) yield { users: batch, offset };
  if (failure === undefined) return;
  const place = offset + batch.length === 0 ? '' : ` after ${offset + batch.length} users`;
  throw new Error(`${path} cannot be read${place}: ${reasonOf(failure)}`, { cause: failure });
}

function parseUser(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw error instanceof JsonSyntaxError ? new Error(`the next one is not JSON: ${error.message}`) : error;
  }
}

async function* readObjects(path: string): AsyncGenerator<string> {
  const input = path === '-' ? process.stdin.setEncoding('utf8') : createReadStream(path, 'utf8');
  const objects = new ObjectSplitter();
  for await (const chunk of input) yield* objects.split(chunk as string);
  objects.end();
}

const [quote, backslash] = [0x22, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const longestObject = 8 * 1024 * 1024;

/** Finds where objects begin and end; whether they are right inside is for the parser. */
class ObjectSplitter {
  #begun = '';
  #depth = 0;
  #inString = false;
  #isEscaped = false;

  *split(chunk: string): Generator<string> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const next = chunk.charCodeAt(at);
      if (this.#inString) this.#passString(next);
      else if (this.#depth === 0) {
        if (next === openBrace) [start, this.#depth] = [at, 1];
        else requireBetween(chunk.charAt(at));
      } else if (next === quote) this.#inString = true;
      else if (next === openBrace || next === openBracket) this.#depth += 1;
      else if ((next === closeBrace || next === closeBracket) && --this.#depth === 0) {
        yield this.#begun + chunk.slice(start, at + 1);
        this.#begun = '';
      }
    }
    if (this.#depth > 0) this.#begun += chunk.slice(start);
    if (this.#begun.length > longestObject) throw new Error('the next one is longer than 8 MiB, or has no end');
  }

  end(): void {
    if (this.#depth > 0) throw new Error('the file ends in the middle of the next one');
  }

  #passString(next: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (next === backslash) this.#isEscaped = true;
    else if (next === quote) this.#inString = false;
  }
}

/** Between objects there is the array that they are in, or nothing. */
function requireBetween(character: string): void {
  if (!/[\s,[\]]/.test(character))
    throw new Error(`${character} stands where an object should begin: it must be a JSON array, or one object a line`);
}
