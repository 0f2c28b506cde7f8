import { documentToJson } from '../../bson/index.ts';
import { EncodedBody } from '../../contract/index.ts';
import type { Document } from '../../mongo/index.ts';
import type { AnswerMode } from './answer-mode.ts';
import { type DocumentTag, entityTag, tagOf } from './entity-tag.ts';
import { toRawDocument } from './raw-document.ts';

/** Headers and body of a result. */
interface Answer {
  readonly headers: Record<string, string>;
  readonly body: EncodedBody;
}

/** The body of one document in the negotiated representation, and its ETag. */
export function answerDocument(document: Uint8Array, mode: AnswerMode): Answer {
  return { headers: documentHeaders(tagOf(document), mode), body: encode(document, mode) };
}

export function documentHeaders(tag: DocumentTag, mode: AnswerMode): Record<string, string> {
  return { ETag: entityTag(tag, mode), Vary: 'Accept' };
}

/** A result that is no document of the collection, in the negotiated representation. */
export function answerValues(values: Document, mode: AnswerMode): Answer {
  return { headers: { Vary: 'Accept' }, body: encode(toRawDocument(values), mode) };
}

/** Counts are plain numbers in both representations, as the contract has them. */
export function answerCounts(counts: Readonly<Record<string, number>>, { contentType }: AnswerMode): Answer {
  return { headers: { Vary: 'Accept' }, body: new EncodedBody(contentType, Buffer.from(JSON.stringify(counts))) };
}

function encode(document: Uint8Array, { contentType, mode }: AnswerMode): EncodedBody {
  return new EncodedBody(contentType, documentToJson(document, { mode }));
}
