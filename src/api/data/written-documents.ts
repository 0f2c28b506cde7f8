import { streamArray, writeArray } from '../../bson/index.ts';
import { EncodedBody } from '../../contract/index.ts';
import type { DocumentBatches } from '../../documents/index.ts';
import { Problem } from '../../problem/index.ts';
import type { AnswerForm } from './answer-form.ts';

/** As much as the Atlas Data API answered. */
const mostBytes = 350 * 1024 * 1024;

const [open, close] = [Buffer.from('{"documents":'), Buffer.from('}')];

/** Documents as they come: at once when they are all in hand, else streamed. */
export function writtenDocuments(form: AnswerForm, found: DocumentBatches): EncodedBody {
  const { contentType } = form;
  if (found.whole !== undefined)
    return new EncodedBody(contentType, Buffer.concat([open, writeArray([found.whole], form), close]));
  return new EncodedBody(contentType, framed(streamArray(found, form)));
}

/** Ending the iteration early, even before its start, closes the source. */
function framed(array: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const source = array[Symbol.asyncIterator]();
      const chunks = between(source);
      const end = async (): Promise<IteratorResult<Uint8Array>> => {
        await source.return?.();
        await chunks.return(undefined);
        return { done: true, value: undefined };
      };
      return { next: () => chunks.next(), return: end };
    },
  };
}

/** @throws Problem PAYLOAD_TOO_LARGE, which breaks the connection: no client takes the part for the whole */
async function* between(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  yield open;
  for (let chunk = await source.next(); chunk.done !== true; chunk = await source.next()) {
    bytes += chunk.value.length;
    if (bytes > mostBytes)
      throw new Problem('PAYLOAD_TOO_LARGE', { detail: `The answer is larger than ${mostBytes} bytes` });
    yield chunk.value;
  }
  yield close;
}
