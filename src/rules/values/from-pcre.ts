import { OpenGroups } from './open-groups.ts';

/** Texts in quotes; escapes; classes; what opens a group or sets options; and whatever else, one character each. */
const tokens = /\\Q[^]*?(?:\\E|$)|\\[^]|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[imsU]*(?:-[imsU]+)?[:)]|[^]/gu;
const escapes = /\\[^]/gu;

/**
 * For RE2, what a pattern means to MongoDB's PCRE: `$` also before a line break that ends the text, `\s` with the vertical tab.
 * RE2 cannot look ahead, so this `$` takes the line break.
 * @param pattern that RE2 can run
 * @throws Error where RE2 cannot be made to agree
 */
export function fromPcre(pattern: string, isMultiline: boolean): string {
  const groups = new OpenGroups(isMultiline);
  return pattern.replaceAll(tokens, (token) => {
    const isEnd = token === '$' && !groups.isMultiline;
    groups.pass(token, isEnd);
    if (isEnd) return String.raw`(?:\n?\z)`;
    if (token.startsWith('[')) return token.replaceAll(escapes, (escape) => spaces(escape) ?? escape);
    const space = spaces(token);
    return space === undefined ? token : `[${space}]`;
  });
}

/** As in a class. */
function spaces(escape: string): string | undefined {
  if (escape === String.raw`\v`) {
    throw new Error(
      String.raw`to MongoDB \v is any vertical space, to RE2 one: write \x0B, or a class of those that are meant`,
    );
  }
  if (escape === String.raw`\s`) return '[:space:]';
  return escape === String.raw`\S` ? '[:^space:]' : undefined;
}
