import type { Binary, BSONRegExp } from 'bson';
import { asDocument } from './document.ts';
import { kindOf } from './kind.ts';
import { compareNumbers } from './numbers.ts';

type Equal = (a: unknown, b: unknown) => boolean;

const equalOfKind: Readonly<Record<string, Equal>> = {
  array: equalArrays,
  binary: (a, b) => sameBytes(a, b),
  boolean: (a, b) => a === b,
  date: (a, b) => Number(a) === Number(b),
  document: equalDocuments,
  null: () => true,
  number: (a, b) => compareNumbers(a, b) === 0,
  objectId: (a, b) => String(a) === String(b),
  regex: (a, b) => patternOf(a) === patternOf(b),
  string: (a, b) => String(a) === String(b),
  timestamp: (a, b) => String(a) === String(b),
};

/** Equality as MongoDB's `$eq` of one value with another: across types of numbers, field by field in their order. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  const kind = kindOf(a);
  return kind === kindOf(b) && (equalOfKind[kind]?.(a, b) ?? false);
}

function equalArrays(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => isEqual(item, b[index]));
}

function equalDocuments(a: unknown, b: unknown): boolean {
  const left = Object.entries(asDocument(a) ?? {});
  const right = Object.entries(asDocument(b) ?? {});
  if (left.length !== right.length) return false;
  return left.every(([name, value], index) => name === right[index]?.[0] && isEqual(value, right[index][1]));
}

function sameBytes(a: unknown, b: unknown): boolean {
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left.subType === right.subType && Buffer.compare(left.bytes, right.bytes) === 0;
}

function bytesOf(value: unknown): { readonly subType: number; readonly bytes: Uint8Array } {
  if (value instanceof Uint8Array) return { subType: 0, bytes: value };
  const { sub_type: subType, buffer, position } = value as Binary;
  return { subType, bytes: buffer.subarray(0, position) };
}

/** A slash cannot stand among the options. */
function patternOf(value: unknown): string {
  if (value instanceof RegExp) return `${value.flags}/${value.source}`;
  const { options, pattern } = value as BSONRegExp;
  return `${options}/${pattern}`;
}
