import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonSyntaxError, parseJson } from '../../../src/bson/index.ts';

function failure(text: string): JsonSyntaxError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
  throw new Error(`parsed: ${text}`);
}

test('equals JSON.parse where no digits are at stake', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.nat(), (text, digits) => {
      if (/\d{16}|\\/.test(text)) return;
      expect(parseJson(text)).toEqual(JSON.parse(text));
      // The long string of digits sends it through the slow reader.
      const slow = `[${text},"${String(digits).repeat(20)}"]`;
      expect(parseJson(slow)).toEqual(JSON.parse(slow));
    }),
    { numRuns: 500 },
  );
});

test('a text that JSON.parse refuses is refused with its place', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '"', '\\', '{', ']', ',', ':', '0', '-', '.', 'e', 't', '\n'),
      (text, at, extra) => {
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + extra + text.slice(place + (extra === '' ? 1 : 0));
        try {
          JSON.parse(broken);
        } catch {
          const error = failure(broken);
          expect(error.position).toBeGreaterThanOrEqual(0);
          expect(error.position).toBeLessThanOrEqual(broken.length);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  ['', 0, 'Expected a JSON value, but the text ends at line 1 column 1'],
  ['{"a": 1,}', 8, 'Expected a name in double quotes at line 1 column 9'],
  ['{a: 1}', 1, 'Expected a name in double quotes at line 1 column 2'],
  ['{"a" 1}', 5, `Expected ':' after a name at line 1 column 6`],
  ['{\n  "a": [1, 2\n}', 15, `Expected ',' or ']' at line 3 column 1`],
  ['[1, 2', 5, `Expected ',' or ']', but the text ends at line 1 column 6`],
  ['{"a": tru}', 6, 'Expected a JSON value at line 1 column 7'],
  ['{} x', 3, 'Expected the end of the text at line 1 column 4'],
  ['"a\nb"', 2, 'A control character in a string is not escaped at line 1 column 3'],
  ['["\\x"]', 2, 'A string holds an unknown escape at line 1 column 3'],
  ['["abc', 5, 'A string is not closed, but the text ends at line 1 column 6'],
  ['[01]', 2, `Expected ',' or ']' at line 1 column 3`],
  ['[1.]', 3, 'Expected a digit at line 1 column 4'],
  ['[-]', 2, 'Expected a digit at line 1 column 3'],
  ['[1e+]', 4, 'Expected a digit at line 1 column 5'],
  ["{'a': 1}", 1, 'Expected a name in double quotes at line 1 column 2'],
  ['[NaN]', 1, 'Expected a JSON value at line 1 column 2'],
])('%j is refused with its place', (text, position, message) => {
  const error = failure(text);
  expect(error.message).toBe(message);
  expect(error.position).toBe(position);
});

test.each([
  ['9007199254740993', { $numberLong: '9007199254740993' }],
  ['[-9007199254740993]', [{ $numberLong: '-9007199254740993' }]],
  ['{"a":9223372036854775807}', { a: { $numberLong: '9223372036854775807' } }],
  ['-9223372036854775807', { $numberLong: '-9223372036854775807' }],
  ['9007199254740992', 9007199254740992],
  ['-9223372036854775808', -(2 ** 63)],
  ['9223372036854775808', 2 ** 63],
  ['12345678901234567890123', Number('12345678901234567890123')],
  ['0.12345678901234567890', Number('0.12345678901234567890')],
  ['"12345678901234567890"', '12345678901234567890'],
])('%s keeps the digits that int64 can hold', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('deep texts overflow no stack', () => {
  const deep = '['.repeat(200_000);
  expect(failure(deep).message).toBe('The text nests deeper than 1000 levels at line 1 column 1002');
  expect(failure(`${deep}9007199254740993${']'.repeat(200_000)}`).message).toContain('deeper than 1000 levels');
});

test('closed texts may nest 1000 levels and no more', () => {
  const nested = (open: string, levels: number, close: string): string =>
    open.repeat(levels) + '1' + close.repeat(levels);
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a\\"":', '},"[\\\\"]'],
  ] as const) {
    const most = open.startsWith('[{') ? 500 : 1000;
    expect(JSON.stringify(parseJson(nested(open, most, close)))).toBe(nested(open, most, close));
    expect(failure(nested(open, most + 1, close)).message).toContain('deeper than 1000 levels');
    expect(failure(nested(open, 1_000_000, close)).message).toContain('deeper than 1000 levels');
  }
});

test('brackets side by side or in strings are no levels', () => {
  const value = { wide: Array.from({ length: 5000 }, () => [{}]), text: '[{\\"'.repeat(5000), end: ['\\'] };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});

test('__proto__ is a name like any other', () => {
  const value = parseJson('{"__proto__": {"admin": true}, "n": 9007199254740993}') as object;
  expect(Object.keys(value)).toEqual(['__proto__', 'n']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('names with escapes are not taken for names seen before', () => {
  for (let time = 0; time < 3; time++) {
    expect(parseJson('{"h":1,"q\\\\":2}')).toEqual({ h: 1, 'q\\': 2 });
    for (const name of ['q"', 'q\n', 'q\r', 'q/', 'q\u0001', '"q\\"']) {
      expect(parseJson(`{"h":1,${JSON.stringify(name)} :2}`)).toEqual({ h: 1, [name]: 2 });
    }
    expect(parseJson('{"h":1,"q\\u0041":2}')).toEqual({ h: 1, qA: 2 });
  }
});
