/** The three JSON texts of BSON: Extended JSON v2 canonical or relaxed, or the plain JSON that the Atlas Data API answered. */
export type JsonMode = 'json' | 'canonical' | 'relaxed';

/** ASCII text, ready to be copied: what stands before, between and after the parts of a value. */
export type Literal = Uint8Array;
/** One part in a frame, or two. */
export type Frame = readonly [open: Literal, close: Literal];
export type PairFrame = readonly [open: Literal, between: Literal, close: Literal];

/** How the types that JSON lacks are framed. What a mode does beyond framing is decided by `mode` where the value is written. */
export interface Dialect {
  mode: JsonMode;
  double: Frame;
  undefined: Literal;
  objectId: Frame;
  date: Frame;
  regex: PairFrame;
  dbPointer: PairFrame;
  code: Frame;
  symbol: Frame;
  codeWScope: PairFrame;
  int32: Frame;
  timestamp: PairFrame;
  int64: Frame;
  decimal128: Frame;
  minKey: Literal;
  maxKey: Literal;
}

const literal = (text: string): Literal => Buffer.from(text, 'latin1');
const frame = (open: string, close: string): Frame => [literal(open), literal(close)];
const pairFrame = (open: string, between: string, close: string): PairFrame => [
  literal(open),
  literal(between),
  literal(close),
];

/** https://github.com/mongodb/specifications/blob/master/source/extended-json/extended-json.md */
const canonical: Dialect = {
  mode: 'canonical',
  double: frame('{"$numberDouble":"', '"}'),
  undefined: literal('{"$undefined":true}'),
  objectId: frame('{"$oid":"', '"}'),
  date: frame('{"$date":{"$numberLong":"', '"}}'),
  regex: pairFrame('{"$regularExpression":{"pattern":', ',"options":', '}}'),
  dbPointer: pairFrame('{"$dbPointer":{"$ref":', ',"$id":{"$oid":"', '"}}}'),
  code: frame('{"$code":', '}'),
  symbol: frame('{"$symbol":', '}'),
  codeWScope: pairFrame('{"$code":', ',"$scope":', '}'),
  int32: frame('{"$numberInt":"', '"}'),
  timestamp: pairFrame('{"$timestamp":{"t":', ',"i":', '}}'),
  int64: frame('{"$numberLong":"', '"}'),
  decimal128: frame('{"$numberDecimal":"', '"}'),
  minKey: literal('{"$minKey":1}'),
  maxKey: literal('{"$maxKey":1}'),
};

const relaxed: Dialect = {
  ...canonical,
  mode: 'relaxed',
  double: frame('', ''),
  date: frame('{"$date":"', '"}'),
  int32: frame('', ''),
  int64: frame('', ''),
};

/** As Go's encoding/json writes the Go driver's types, which is what the Atlas Data API did; undefined becomes null. */
const json: Dialect = {
  ...relaxed,
  mode: 'json',
  undefined: literal('null'),
  objectId: frame('"', '"'),
  date: frame('"', '"'),
  regex: pairFrame('{"Pattern":', ',"Options":', '}'),
  dbPointer: pairFrame('{"DB":', ',"Pointer":"', '"}'),
  code: frame('', ''),
  symbol: frame('', ''),
  codeWScope: pairFrame('{"Code":', ',"Scope":', '}'),
  timestamp: pairFrame('{"T":', ',"I":', '}'),
  decimal128: frame('"', '"'),
  minKey: literal('{}'),
  maxKey: literal('{}'),
};

export const dialects: Readonly<Record<JsonMode, Dialect>> = { json, canonical, relaxed };
