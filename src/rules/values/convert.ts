import { Binary, ObjectId, UUID } from 'bson';
import type { Conversion } from '../expression/expression.ts';
import { classOf } from './document.ts';

const hexadecimal24 = /^[0-9a-f]{24}$/i;

const conversions: Readonly<Record<Conversion, (value: unknown) => unknown>> = {
  stringToOid: (value) => (typeof value === 'string' ? oidOf(value) : undefined),
  oidToString: (value) => (isObjectId(value) ? value.toHexString() : undefined),
  stringToUuid: (value) => (typeof value === 'string' && UUID.isValid(value) ? uuidOf(value) : undefined),
  uuidToString: (value) => (isUuid(value) ? value.toUUID().toHexString() : undefined),
};

/** Undefined for what cannot be converted: it equals nothing then. */
export function convert(value: unknown, conversion: Conversion): unknown {
  return conversions[conversion](value);
}

/** 24 hexadecimal digits, or twelve bytes. */
function oidOf(text: string): ObjectId | undefined {
  if (hexadecimal24.test(text)) return ObjectId.createFromHexString(text);
  const bytes = Buffer.from(text);
  return bytes.length === 12 ? new ObjectId(bytes) : undefined;
}

/** A plain Binary, as documents hold it. */
function uuidOf(text: string): Binary {
  return new UUID(text).toBinary();
}

function isObjectId(value: unknown): value is ObjectId {
  return classOf(value) === 'ObjectId';
}

function isUuid(value: unknown): value is Binary {
  if (classOf(value) !== 'Binary') return false;
  const binary = value as Binary;
  return binary.sub_type === Binary.SUBTYPE_UUID && binary.length() === 16;
}
