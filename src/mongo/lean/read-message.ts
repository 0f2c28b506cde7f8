import { MongoUnexpectedServerResponseError } from 'mongodb';
import { bodyAt, opMsg } from './op-msg.ts';

const moreToCome = 0b10;
const bodySection = 0;

/**
 * The body of an answer, without a copy. https://github.com/mongodb/specifications/blob/master/source/message/OP_MSG.md
 * @throws MongoUnexpectedServerResponseError when it is no answer to this request, or not a whole one
 */
export function readMessage(message: Buffer, requestId: number): Buffer {
  if (message.length < bodyAt + 5) throw unexpected('is too short');
  if (message.readInt32LE(8) !== requestId) throw unexpected('answers another request');
  if (message.readInt32LE(12) !== opMsg) throw unexpected('is no OP_MSG');
  if ((message.readInt32LE(16) & moreToCome) !== 0) throw unexpected('announces more of them');
  if (message.readUInt8(bodyAt - 1) !== bodySection) throw unexpected('begins without a body');
  const end = bodyAt + message.readInt32LE(bodyAt);
  if (end > message.length) throw unexpected('ends before its body');
  return message.subarray(bodyAt, end);
}

function unexpected(what: string): MongoUnexpectedServerResponseError {
  return new MongoUnexpectedServerResponseError(`a message of the server ${what}`);
}
