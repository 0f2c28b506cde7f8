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

  /** @throws MongoUnexpectedServerResponseError for what is no BSON, and types that no answer has */
  next(): boolean {
    const at = this.end;
    if (at >= this.#source.length - 1) return false;
    this.type = this.#source[at] as number;
    this.#nameAt = at + 1;
    this.start = this.#source.indexOf(0, this.#nameAt) + 1;
    if (this.start === 0) throw new MongoUnexpectedServerResponseError('an answer with a name that does not end');
    this.end = this.start + sizeOf(this.#source, this.type, this.start);
    if (this.end < this.start || this.end >= this.#source.length)
      throw new MongoUnexpectedServerResponseError('an answer with an element of impossible length');
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
      return 4 + int32(source, start);
    case 0x03: // document
    case 0x04: // array
      return int32(source, start);
    case 0x05: // binary
      return 5 + int32(source, start);
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

function int32(source: Buffer, at: number): number {
  if (at + 4 > source.length) throw new MongoUnexpectedServerResponseError('an answer that ends in a length');
  return source.readInt32LE(at);
}
