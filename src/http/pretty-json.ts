const [quote, backslash, comma, colon] = Buffer.from('"\\,:');
const [openObject, openArray, closeObject, closeArray] = Buffer.from('{[}]');

/** Lays out JSON text with two spaces a level, byte by byte, so that answers of any size stream through. */
class Layout {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #justOpened = false;

  format(bytes: Uint8Array): Buffer {
    const pieces: string[] = [];
    let start = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (this.#insideString(byte)) continue;
      const before = this.#before(byte);
      const after = this.#after(byte);
      if (before === '' && after === '') continue;
      pieces.push(latin1(bytes, start, i), before, String.fromCharCode(byte), after);
      start = i + 1;
    }
    pieces.push(latin1(bytes, start, bytes.length));
    // Latin-1 in and out keeps every byte of multi-byte characters as it is.
    return Buffer.from(pieces.join(''), 'latin1');
  }

  #insideString(byte: number): boolean {
    if (!this.#inString) return false;
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
    return true;
  }

  #before(byte: number): string {
    const opened = this.#justOpened;
    this.#justOpened = false;
    if (byte === closeObject || byte === closeArray) {
      this.#depth--;
      return opened ? '' : this.#newLine();
    }
    return opened ? this.#newLine() : '';
  }

  #after(byte: number): string {
    if (byte === quote) this.#inString = true;
    if (byte === openObject || byte === openArray) {
      this.#depth++;
      this.#justOpened = true;
    }
    if (byte === comma) return this.#newLine();
    return byte === colon ? ' ' : '';
  }

  #newLine(): string {
    return `\n${'  '.repeat(this.#depth)}`;
  }
}

/** Compact JSON text, laid out for people. */
export function prettyText(json: Uint8Array): Buffer {
  return new Layout().format(json);
}

/** The same for text that arrives in chunks. */
export async function* prettyJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const layout = new Layout();
  for await (const chunk of chunks) yield layout.format(chunk);
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
