import { hash } from 'node:crypto';
import type { AnswerMode } from './answer-mode.ts';

/** 132 bits. */
const tagCharacters = 22;

/** What names one state of a document, in whatever representation. */
export type DocumentTag = string;

/** From the raw BSON, so that documents that others wrote have one too. */
export function tagOf(document: Uint8Array): DocumentTag {
  return hash('sha256', document, 'base64url').slice(0, tagCharacters);
}

/** A strong ETag: the two representations of one state differ in bytes, so also in tag (RFC 9110 §8.8.3.3). */
export function entityTag(tag: DocumentTag, { contentType }: AnswerMode): string {
  return `"${tag}-${contentType.slice('application/'.length)}"`;
}

export interface ListedTag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** The entity tags of an `If-Match` or `If-None-Match` header; `*` for any. What is not a tag matches nothing. */
export function parseEntityTags(header: string): '*' | readonly ListedTag[] {
  if (header.trim() === '*') return '*';
  return [...header.matchAll(/(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g)].map(([, weak, opaque = '']) => ({
    weak: weak !== undefined,
    opaque,
  }));
}

/** Whether an opaque tag names this state of the document, in either representation. */
export function namesState(opaque: string, tag: DocumentTag): boolean {
  return opaque === `${tag}-json` || opaque === `${tag}-ejson`;
}
