/**
 * Documents as the answer of an app: their text, whole or streamed, within the bounds that App Services had.
 * Must not know HTTP, nor which plane is called.
 */
export { appBounds, type AnswerBounds } from './answer-bounds.ts';
export { documentsText, type Frame } from './documents-text.ts';
