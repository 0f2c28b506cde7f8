import { type Dialect, dialects, type JsonMode, type Literal } from './dialects.ts';

const INITIAL_BYTES = 128 * 1024;
const KEPT_BYTES = 4 * 1024 * 1024;

/**
 * A growing buffer of JSON text that is used again and again. Writers call `reserve` for the most that they can write,
 * then put bytes at `at` themselves.
 */
export class JsonWriter {
  bytes!: Buffer;
  view!: DataView;
  at = 0;
  dialect: Dialect = dialects.json;

  constructor() {
    this.#allocate(INITIAL_BYTES);
  }

  begin(mode: JsonMode): void {
    this.at = 0;
    this.dialect = dialects[mode];
    // One huge document must not hold its memory for ever.
    if (this.bytes.length > KEPT_BYTES) this.#allocate(INITIAL_BYTES);
  }

  reserve(count: number): void {
    if (this.bytes.length - this.at < count) this.#grow(count);
  }

  literal(text: Literal): void {
    this.reserve(text.length);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < text.length; index++) bytes[at++] = text[index] as number;
    this.at = at;
  }

  /** Writes text known to be ASCII without anything to escape. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let { at } = this;
    for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index);
    this.at = at;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.at++] = value;
  }

  /** The text so far, in a buffer of its own of exact size. */
  copy(): Buffer {
    const text = Buffer.allocUnsafe(this.at);
    this.bytes.copy(text, 0, 0, this.at);
    return text;
  }

  #grow(count: number): void {
    const { bytes } = this;
    this.#allocate(Math.max(bytes.length * 2, this.at + count));
    bytes.copy(this.bytes, 0, 0, this.at);
  }

  #allocate(count: number): void {
    this.bytes = Buffer.allocUnsafeSlow(count);
    this.view = new DataView(this.bytes.buffer);
  }
}
