import { BSONRegExp } from 'bson';
import { RE2JS } from 're2js';
import type { Place } from './place.ts';
import { type Document, isDocument } from './values/document.ts';

/** What a text that is a pattern is called: in queries, in operators of expressions, in schemas. */
type PatternKey = '$regex' | 'regex' | 'pattern';

const inner = new Map<string, PatternKey>([
  ['$regexFind', 'regex'],
  ['$regexFindAll', 'regex'],
  ['$regexMatch', 'regex'],
  ['$jsonSchema', 'pattern'],
]);

/**
 * Refuses the patterns of a query that RE2 cannot run: MongoDB runs all of them in PCRE, where look-around and back
 * references can take time without end.
 */
export function checkPatterns(value: unknown, place: Place, key: PatternKey = '$regex'): void {
  if (value instanceof BSONRegExp) checkPattern(value.pattern, value.options, place);
  else if (Array.isArray(value)) value.forEach((item, index) => checkPatterns(item, place.below(index), key));
  else if (isDocument(value)) checkFields(value, place, key);
}

function checkFields(document: Document, place: Place, key: PatternKey): void {
  const options = optionsOf(document, key);
  for (const [name, item] of Object.entries(document)) {
    const at = place.below(name);
    if (name === key && typeof item === 'string') checkPattern(item, options, at);
    else if (name === key && item instanceof BSONRegExp) checkPattern(item.pattern, options + item.options, at);
    else checkPatterns(item, at, key === 'pattern' ? key : inner.get(name));
  }
}

/** What stands beside a pattern. */
function optionsOf({ $options, options }: Document, key: PatternKey): string {
  const given = key === '$regex' ? $options : options;
  return key !== 'pattern' && typeof given === 'string' ? given : '';
}

function checkPattern(pattern: string, options: string, place: Place): void {
  const reason = options.includes('x') ? 'there is no option x' : faultOf(pattern);
  if (reason === undefined) return;
  place.error(
    `The pattern cannot be run in linear time: ${reason}.`,
    'Write it in the syntax of RE2: without look-around, back references and the option x.',
  );
}

function faultOf(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
