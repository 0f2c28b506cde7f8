import type { JsonMode } from '../../bson/index.ts';
import { Problem } from '../../problem/index.ts';

/** How an answer is written: plain JSON, or canonical Extended JSON for `Accept: application/ejson`. */
export interface AnswerMode {
  readonly contentType: 'application/json' | 'application/ejson';
  readonly mode: JsonMode;
}

const json: AnswerMode = { contentType: 'application/json', mode: 'json' };
const extendedJson: AnswerMode = { contentType: 'application/ejson', mode: 'canonical' };

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * Chooses by `Accept`, RFC 9110 §12.5.1; plain JSON where both are as welcome.
 * @throws Problem NOT_ACCEPTABLE
 */
export function answerMode(accept: string | undefined): AnswerMode {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return json;
  const ranges = accept.split(',').map(parseRange);
  const [plain, extended] = [qualityOf(json, ranges), qualityOf(extendedJson, ranges)];
  if (plain.quality === 0 && extended.quality === 0) {
    throw new Problem('NOT_ACCEPTABLE', { detail: 'Accept must allow application/json or application/ejson' });
  }
  return extended.quality > plain.quality ||
    (extended.quality === plain.quality && extended.precision > plain.precision)
    ? extendedJson
    : json;
}

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The quality that the most precise range gives, and how precise that range is. */
function qualityOf({ contentType }: AnswerMode, ranges: readonly MediaRange[]): { quality: number; precision: number } {
  for (const [index, type] of [contentType, 'application/*', '*/*'].entries()) {
    const matching = ranges.filter((range) => range.type === type);
    if (matching.length > 0) return { quality: Math.max(...matching.map(({ quality }) => quality)), precision: -index };
  }
  return { quality: 0, precision: 0 };
}
