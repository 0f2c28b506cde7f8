import { expect, test } from 'vitest';
import { appBounds, documentsText, type Frame } from '../../../src/app-answers/index.ts';
import type { DocumentBatches } from '../../../src/documents/index.ts';
import { BSON } from '../../../src/mongo/index.ts';

const json = { mode: 'json' } as const;
const frame: Frame = [Buffer.from('{"documents":'), Buffer.from('}')];

function batch(...ids: number[]): Uint8Array {
  return BSON.serialize(Object.fromEntries(ids.map((_id, index) => [index, { _id }])));
}

/** As from a cursor: knows how many batches were asked for, and whether it was closed. */
function cursor(...batches: Uint8Array[]) {
  const seen = { asked: 0, closed: 0 };
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const one of batches) {
      seen.asked += 1;
      yield one;
    }
  }
  const close = async (): Promise<void> => void (seen.closed += 1);
  return { seen, found: { batches: read(), close } };
}

function inHand(whole: Uint8Array): DocumentBatches {
  return { ...cursor(whole).found, whole };
}

/** What comes before the end, or before the error. */
async function sent(content: ReturnType<typeof documentsText>): Promise<{ text: string; error?: unknown }> {
  if (content instanceof Uint8Array) return { text: String(content) };
  const chunks: Uint8Array[] = [];
  const text = () => Buffer.concat(chunks).toString();
  try {
    for await (const chunk of content) chunks.push(chunk);
    return { text: text() };
  } catch (error) {
    return { text: text(), error };
  }
}

const tooMuch = (what: string) => expect.objectContaining({ code: 'ANSWER_TOO_LARGE', parameters: [what] });

test('as many as there may be: whole and streamed, bare and framed', async () => {
  const bounds = { documents: 3, bytes: '[{"_id":1},{"_id":2},{"_id":3}]'.length };
  const text = '[{"_id":1},{"_id":2},{"_id":3}]';
  const framed = `{"documents":${text}}`;
  expect(await sent(documentsText(inHand(batch(1, 2, 3)), json, undefined, bounds))).toEqual({ text });
  expect(await sent(documentsText(inHand(batch(1, 2, 3)), json, frame, bounds))).toEqual({ text: framed });
  expect(await sent(documentsText(cursor(batch(1, 2), batch(3)).found, json, undefined, bounds))).toEqual({ text });
  expect(await sent(documentsText(cursor(batch(1, 2), batch(3)).found, json, frame, bounds))).toEqual({ text: framed });
});

test('more that is in hand is refused before anything is sent', () => {
  const documents = { ...appBounds, documents: 2 };
  expect(() => documentsText(inHand(batch(1, 2, 3)), json, frame, documents)).toThrow(tooMuch('2 documents'));
  const bytes = { ...appBounds, bytes: 30 };
  expect(() => documentsText(inHand(batch(1, 2, 3)), json, frame, bytes)).toThrow(tooMuch('30 bytes'));
});

test.each([
  ['documents', { ...appBounds, documents: 2 }, '2 documents'],
  ['bytes', { ...appBounds, bytes: 22 }, '22 bytes'],
])('more %s in a stream end it without its end, and the reading', async (_, bounds, what) => {
  const { found, seen } = cursor(batch(1, 2), batch(3), batch(4), batch(5));
  const { text, error } = await sent(documentsText(found, json, frame, bounds));
  expect(error).toEqual(tooMuch(what));
  expect(text).toMatch(/^\{"documents":\[\{"_id":1\},\{"_id":2\}/);
  expect(text).not.toMatch(/3|\]/);
  expect(seen.asked).toBeLessThan(4);
});

test('a stream that nobody begins to read is closed', async () => {
  const { found, seen } = cursor(batch(1));
  const stream = documentsText(found, json, frame) as AsyncIterable<Uint8Array>;
  await stream[Symbol.asyncIterator]().return?.();
  expect(seen).toEqual({ asked: 0, closed: 1 });
});

test('the bounds are those of App Services', () => {
  expect(appBounds).toEqual({ documents: 50_000, bytes: 350 * 1024 * 1024 });
});
