import { BSON, type Document } from 'mongodb';
import { Elements } from '../elements.ts';

/** The parts of a command's answer that are looked at. */
export interface RawReply {
  readonly isOk: boolean;
  /** Without a copy. */
  readonly cursor: Buffer | undefined;
  /** The whole answer, where it tells of an error. */
  readonly trouble: Document | undefined;
}

/** The server cuts long keys in its texts at a byte, be it within a character. */
const asTheDriver = { validation: { utf8: { writeErrors: false } } } as const;

const troubles: ReadonlySet<string> = new Set(['writeErrors', 'writeConcernError']);

export function readReply(bson: Buffer): RawReply {
  const elements = new Elements(bson);
  let isOk = false;
  let isTroubled = false;
  let cursor: Buffer | undefined;
  while (elements.next()) {
    const { name } = elements;
    if (name === 'cursor') cursor = elements.bytes;
    else if (name === 'ok') isOk = elements.bytes.some((byte) => byte !== 0);
    else if (troubles.has(name)) isTroubled = true;
  }
  return { isOk, cursor, trouble: isOk && !isTroubled ? undefined : BSON.deserialize(bson, asTheDriver) };
}
