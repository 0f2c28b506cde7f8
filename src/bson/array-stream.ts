import { arrayToJson, type TranscodeOptions } from './transcode.ts';

/** Raw BSON batches that come one after the other. */
export interface BatchSource {
  readonly batches: AsyncIterable<Uint8Array>;
  /** Kills the cursor that is open; may be called at any time and again. */
  close(): Promise<void>;
}

const [open, comma, close] = ['[', ',', ']'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

/** Batches that are all in hand, as the text of one JSON array. */
export function writeArray(batches: readonly Uint8Array[], options: TranscodeOptions): Buffer {
  const chunks = batches.map((batch) => [...arrayToJson(batch, options)]).filter((texts) => texts.length > 0);
  return Buffer.concat([open, ...chunks.flatMap((texts, index) => (index === 0 ? texts : [comma, ...texts])), close]);
}

/**
 * The text of one JSON array in chunks, written while the client reads. If a batch fails the iteration throws, and the
 * closing bracket is never sent. Ending the iteration early, even before its start, closes the source.
 */
export function streamArray(source: BatchSource, options: TranscodeOptions): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const chunks = writeChunks(source.batches, options);
      const end = async (): Promise<void> => {
        await source.close();
        await chunks.return();
      };
      return {
        next: () => chunks.next(),
        return: async () => {
          await end();
          return { done: true, value: undefined };
        },
        throw: async (error) => {
          await end();
          throw error;
        },
      };
    },
  };
}

async function* writeChunks(
  batches: AsyncIterable<Uint8Array>,
  options: TranscodeOptions,
): AsyncGenerator<Uint8Array, void> {
  yield open;
  let separator: Buffer | undefined;
  for await (const batch of oneAhead(batches)) {
    let before = separator;
    for (const chunk of arrayToJson(batch, options)) {
      if (before !== undefined) yield before;
      before = undefined;
      separator = comma;
      yield chunk;
    }
  }
  yield close;
}

/** Asks for the next batch while the last one is being read, and for no more than that. */
async function* oneAhead<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item, void> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    let coming = iterator.next();
    for (;;) {
      const result = await coming;
      if (result.done === true) return;
      coming = iterator.next();
      // Its failure is met when it is awaited, which may be never.
      coming.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
