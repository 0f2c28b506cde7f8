import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson, prettyText } from '../../../src/http/pretty-json.ts';

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('pretty JSON', () => {
  it('lays out as JSON.stringify does with two spaces', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        expect(prettyText(Buffer.from(JSON.stringify(value))).toString()).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('lays out the same text wherever the chunks are cut, also inside characters and escapes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 7 }), async (value, size) => {
        const pieces: Buffer[] = [];
        for await (const piece of prettyJson(inChunks(JSON.stringify(value), size))) pieces.push(piece);
        expect(Buffer.concat(pieces).toString()).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});
