import { BSON } from '../../mongo/index.ts';
import { documentToJson, memberToJson, type JsonMode, type TranscodeOptions } from '../../bson/index.ts';
import { EncodedBody } from '../../contract/index.ts';
import type { Document } from '../../mongo/index.ts';

/** How an answer is written. */
export interface AnswerForm extends TranscodeOptions {
  readonly contentType: 'application/json' | 'application/ejson';
}

const forms: Readonly<Record<'JSON' | 'EJSON', AnswerForm>> = {
  JSON: { contentType: 'application/json', mode: 'json' satisfies JsonMode },
  EJSON: { contentType: 'application/ejson', mode: 'canonical' satisfies JsonMode },
};

/** By `Accept` where it names one of the two, else as the app says. @see reference/app-services.md §1.5 */
export function answerForm(accept: string | undefined, returnType: 'JSON' | 'EJSON'): AnswerForm {
  if (accept === undefined || accept === '*/*') return forms[returnType];
  const types = accept.split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  const named = types.find((type) => type === forms.JSON.contentType || type === forms.EJSON.contentType);
  if (named === undefined) return forms[returnType];
  return named === forms.EJSON.contentType ? forms.EJSON : forms.JSON;
}

/** Values of BSON types as an answer. */
export function written(form: AnswerForm, answer: Document): EncodedBody {
  return new EncodedBody(form.contentType, documentToJson(BSON.serialize(answer, { ignoreUndefined: true }), form));
}

const nothing = Buffer.from('{"document":null}');

/** One document, which is raw BSON, or none. */
export function writtenDocument(form: AnswerForm, document: Uint8Array | undefined): EncodedBody {
  if (document === undefined) return new EncodedBody(form.contentType, nothing);
  return new EncodedBody(form.contentType, memberToJson('document', document, form));
}
