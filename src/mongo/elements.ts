import { MongoUnexpectedServerResponseError } from 'mongodb';

/** Walks the top elements of a document that a server has made, without copies. Call `next` first; the rest is of the element it found. */
export class Elements {
  type = 0;
  /** Where the value begins, and where the element ends. */
  start = 4;
  end = 4;
  readonly #source: Buffer;
  #nameAt = 4;

  constructor(source: Buffer) {
    this.#source = source;
  }

  /** @throws MongoUnexpectedServerResponseError for types that no answer has */
  next(): boolean {
    const at = this.end;
    if (at >= this.#source.length - 1) return false;
    this.type = this.#source[at] as number;
    this.#nameAt = at + 1;
    this.start = this.#nameAt;
    while (this.#source[this.start++] !== 0);
    this.end = this.start + sizeOf(this.#source, this.type, this.start);
    return true;
  }

  get name(): string {
    return this.#source.toString('latin1', this.#nameAt, this.start - 1);
  }

  get bytes(): Buffer {
    return this.#source.subarray(this.start, this.end);
  }
}

/** Bytes of a value; types in the order of https://bsonspec.org/spec.html, those only that answers have on top. */
function sizeOf(source: Buffer, type: number, start: number): number {
  switch (type) {
    case 0x02: // string
      return 4 + source.readInt32LE(start);
    case 0x03: // document
    case 0x04: // array
      return source.readInt32LE(start);
    case 0x05: // binary
      return 5 + source.readInt32LE(start);
    case 0x07: // objectId
      return 12;
    case 0x08: // bool
      return 1;
    case 0x0a: // null
      return 0;
    case 0x10: // int32
      return 4;
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // int64
      return 8;
    default:
      throw new MongoUnexpectedServerResponseError(`an answer with an element of type ${type}`);
  }
}
