/** A body that an engine has already written as text: sent as it is, never parsed or validated again. */
export class EncodedBody {
  readonly contentType: string;
  /** Whole, or in chunks that are pulled as the client reads them. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;

  constructor(contentType: string, content: Uint8Array | AsyncIterable<Uint8Array>) {
    this.contentType = contentType;
    this.content = content;
  }
}
