/** The bytes are not the BSON that they claim to be, or nest deeper than MongoDB stores. `offset` counts from the start of the bytes given. */
export class CorruptBsonError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(`Corrupt BSON at byte ${offset}: ${message}`);
    this.name = 'CorruptBsonError';
    this.offset = offset;
  }
}
