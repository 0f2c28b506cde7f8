import { BSON, MongoBulkWriteError, MongoServerError, type Document } from 'mongodb';

/** What a server says of an operation that failed, whichever of the driver's classes brought it. */
export interface ServerError {
  readonly code: number | undefined;
  readonly message: string;
  /** The key pattern of the unique index: `{ email: 1 }`. */
  readonly keyPattern: Document | undefined;
  /** Why a document did not fit its collection's validator. */
  readonly errInfo: Document | undefined;
}

export function toServerError(error: MongoServerError): ServerError {
  const { code, message } = error;
  if (error instanceof MongoBulkWriteError) {
    const first = [error.writeErrors].flat()[0];
    if (first !== undefined) {
      const errInfo = asDocument(first.err.errInfo);
      return { code: first.code, message: first.errmsg ?? message, keyPattern: undefined, errInfo };
    }
  }
  return {
    code: toNumber(code),
    message,
    keyPattern: asDocument(error['keyPattern']),
    errInfo: asDocument(error['errInfo']),
  };
}

/** Replies read with `promoteValues: false` bring classes. */
function toNumber(code: unknown): number | undefined {
  if (code instanceof BSON.Int32) return code.value;
  return typeof code === 'number' ? code : undefined;
}

/** Replies read with `raw: true` bring sub-documents as bytes. */
function asDocument(value: unknown): Document | undefined {
  if (value instanceof Uint8Array) return BSON.deserialize(value);
  return typeof value === 'object' && value !== null ? value : undefined;
}
