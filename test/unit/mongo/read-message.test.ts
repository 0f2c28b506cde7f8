import { serialize } from 'bson';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/mongo/lean/read-message.ts';

const body = Buffer.from(serialize({ ok: 1 }));

interface Given {
  readonly responseTo?: number;
  readonly opCode?: number;
  readonly flags?: number;
  readonly kind?: number;
  readonly behind?: Buffer;
}

function message({ responseTo = 7, opCode = 2013, flags = 0, kind = 0, behind = Buffer.alloc(0) }: Given = {}): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length + behind.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(opCode, 12);
  head.writeInt32LE(flags, 16);
  head.writeUInt8(kind, 20);
  return Buffer.concat([head, body, behind]);
}

describe('a message of the server', () => {
  test('has a body', () => {
    expect(readMessage(message(), 7)).toEqual(body);
  });

  test('may end with a checksum', () => {
    expect(readMessage(message({ flags: 1, behind: Buffer.from([1, 2, 3, 4]) }), 7)).toEqual(body);
  });

  test.each([
    ['for another request', message({ responseTo: 6 }), 'answers another request'],
    ['of another kind', message({ opCode: 1 }), 'is no OP_MSG'],
    ['that is compressed', message({ opCode: 2012 }), 'is no OP_MSG'],
    ['of several', message({ flags: 2 }), 'announces more of them'],
    ['that begins with a sequence', message({ kind: 1 }), 'begins without a body'],
    ['that is cut off', message().subarray(0, -1), 'ends before its body'],
    ['without anything', Buffer.alloc(16), 'is too short'],
  ])('%s is refused', (_what, given, text) => {
    expect(() => readMessage(given, 7)).toThrow(text);
  });
});
