/** https://github.com/mongodb/specifications/blob/master/source/message/OP_MSG.md: header, flags, and the kind of the one section. */
export const bodyAt = 21;
export const opMsg = 2013;

/**
 * A message of one document.
 * @param body the document as BSON
 * @param more elements that are added to it at its end, as BSON
 */
export function writeMessage(requestId: number, body: Uint8Array, more: Uint8Array): Buffer {
  const size = body.length + more.length;
  const message = Buffer.allocUnsafe(bodyAt + size);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(requestId, 4);
  message.writeInt32LE(0, 8);
  message.writeInt32LE(opMsg, 12);
  message.writeInt32LE(0, 16);
  message[bodyAt - 1] = 0;
  message.set(body, bodyAt);
  message.writeInt32LE(size, bodyAt);
  message.set(more, bodyAt + body.length - 1);
  message[message.length - 1] = 0;
  return message;
}
