import { streamArray, writeArray, type TranscodeOptions } from '../bson/index.ts';
import type { DocumentBatches } from '../documents/index.ts';
import { appBounds, boundedDocuments, requireNoLonger, type AnswerBounds } from './answer-bounds.ts';

/** What stands around the array: `['{"documents":', '}']`. */
export type Frame = readonly [Uint8Array, Uint8Array];

type Text = Uint8Array | AsyncIterable<Uint8Array>;

const bare: Frame = [new Uint8Array(), new Uint8Array()];

/**
 * Documents as one array: at once when they are all in hand, else streamed. Ending the iteration early, even before its start,
 * closes the source.
 * @throws Problem ANSWER_TOO_LARGE; from the stream it breaks the connection, so that no client takes the part for the whole
 */
export function documentsText(
  found: DocumentBatches,
  options: TranscodeOptions,
  frame: Frame = bare,
  bounds: AnswerBounds = appBounds,
): Text {
  const bounded = boundedDocuments(found, bounds);
  if (bounded.whole === undefined) return framed(streamArray(bounded, options), frame, bounds);
  const text = writeArray([bounded.whole], options);
  requireNoLonger(text.length, bounds);
  return frame === bare ? text : Buffer.concat([frame[0], text, frame[1]]);
}

function framed(array: AsyncIterable<Uint8Array>, frame: Frame, bounds: AnswerBounds): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const source = array[Symbol.asyncIterator]();
      const chunks = between(source, frame, bounds);
      const end = async (): Promise<IteratorResult<Uint8Array>> => {
        await source.return?.();
        await chunks.return(undefined);
        return { done: true, value: undefined };
      };
      return { next: () => chunks.next(), return: end };
    },
  };
}

async function* between(
  source: AsyncIterator<Uint8Array>,
  [open, close]: Frame,
  bounds: AnswerBounds,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  if (open.length > 0) yield open;
  for (let chunk = await source.next(); chunk.done !== true; chunk = await source.next()) {
    bytes += chunk.value.length;
    requireNoLonger(bytes, bounds);
    yield chunk.value;
  }
  if (close.length > 0) yield close;
}
