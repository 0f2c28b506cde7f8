import { deserialize, serialize } from 'bson';
import { expect, test } from 'vitest';
import { writeMessage } from '../../../src/mongo/lean/op-msg.ts';
import { readReply } from '../../../src/mongo/lean/raw-reply.ts';
import { readMessage } from '../../../src/mongo/lean/read-message.ts';

const elementsOf = (document: object) => serialize(document).subarray(4, -1);
const bytes = (document: object) => Buffer.from(serialize(document));

test.each([
  ['elements behind it', { $clusterTime: { n: 1 } }],
  ['nothing behind it', {}],
])('a message has its body, with %s', (_what, more) => {
  const message = writeMessage(7, serialize({ find: 'things', $db: 'x' }), elementsOf(more));
  expect(message.readInt32LE(0)).toBe(message.length);
  // As a server would answer it.
  message.writeInt32LE(7, 8);
  expect(deserialize(readMessage(message, 7))).toEqual({ find: 'things', $db: 'x', ...more });
});

test('an answer has a cursor, or tells of no trouble', () => {
  const cursor = { firstBatch: [{ a: 1 }], id: 0n, ns: 'x.things' };
  const reply = readReply(bytes({ cursor, ok: 1, operationTime: 1n }));
  expect(reply).toMatchObject({ isOk: true, trouble: undefined });
  expect(deserialize(reply.cursor ?? new Uint8Array())).toMatchObject({ ns: 'x.things', firstBatch: [{ a: 1 }] });
  expect(readReply(bytes({ n: 1, ok: 1 }))).toEqual({ isOk: true, cursor: undefined, trouble: undefined });
});

test.each([
  ['that failed', { ok: 0, code: 2, errmsg: 'no' }, false],
  ['that wrote nothing', { n: 0, writeErrors: [{ index: 0, code: 11_000 }], ok: 1 }, true],
  ['whose write concern failed', { n: 1, writeConcernError: { code: 64 }, ok: 1 }, true],
])('an answer %s is read whole', (_what, answer, isOk) => {
  expect(readReply(bytes(answer))).toEqual({ isOk, cursor: undefined, trouble: answer });
});

test('an answer that names a value cut within a character is read', () => {
  const text = bytes({ n: 0, writeErrors: [{ errmsg: 'key é' }], ok: 1 });
  const cut = Buffer.from(text);
  cut[cut.indexOf('é')] = 0x20;
  expect(readReply(cut).trouble).toMatchObject({ n: 0, writeErrors: [{}] });
});

test.each([
  ['a name that does not end', [0x10, 0x61, 0x61]],
  ['a length below zero', [0x02, 0x61, 0x00, 0xf9, 0xff, 0xff, 0xff]],
  ['a length beyond its end', [0x03, 0x61, 0x00, 0xff, 0x00, 0x00, 0x00]],
  ['a length that is cut off', [0x03, 0x61, 0x00, 0x05]],
  ['a type that there is not', [0x7a, 0x61, 0x00]],
])('an answer with %s is refused', (_what, elements) => {
  const size = Buffer.alloc(4);
  size.writeInt32LE(elements.length + 5);
  expect(() => readReply(Buffer.concat([size, Buffer.from(elements), Buffer.alloc(1)]))).toThrow(/^an answer/);
});
