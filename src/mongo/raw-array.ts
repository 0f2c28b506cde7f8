/** Raw documents → one raw BSON array of them: `int32 length, (0x03 "0" document)…, 0x00`. https://bsonspec.org/spec.html */
export function toRawArray(documents: readonly Uint8Array[]): Buffer {
  const names = documents.map((_, index) => String(index));
  const size = documents.reduce((sum, { length }, index) => sum + 2 + names[index]!.length + length, 5);
  const array = Buffer.alloc(size);
  let at = array.writeInt32LE(size);
  for (const [index, document] of documents.entries()) {
    at = array.writeUInt8(0x03, at);
    at += array.write(names[index]!, at, 'latin1') + 1;
    array.set(document, at);
    at += document.length;
  }
  return array;
}
