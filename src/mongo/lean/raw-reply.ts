import { Elements } from '../elements.ts';

/** The parts of a command's answer that are looked at, without copies. */
export interface RawReply {
  readonly isOk: boolean;
  readonly cursor: Buffer | undefined;
}

export function readReply(bson: Buffer): RawReply {
  const elements = new Elements(bson);
  let isOk = false;
  let cursor: Buffer | undefined;
  while (elements.next()) {
    const { name } = elements;
    if (name === 'cursor') cursor = elements.bytes;
    else if (name === 'ok') isOk = elements.bytes.some((byte) => byte !== 0);
  }
  return { isOk, cursor };
}
