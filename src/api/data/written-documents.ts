import { documentsText, type Frame } from '../../app-answers/index.ts';
import { EncodedBody } from '../../contract/index.ts';
import type { DocumentBatches } from '../../documents/index.ts';
import type { AnswerForm } from './answer-form.ts';

const frame: Frame = [Buffer.from('{"documents":'), Buffer.from('}')];

/** Documents as they come. @throws Problem ANSWER_TOO_LARGE, also from the stream */
export function writtenDocuments(form: AnswerForm, found: DocumentBatches): EncodedBody {
  return new EncodedBody(form.contentType, documentsText(found, form, frame));
}
