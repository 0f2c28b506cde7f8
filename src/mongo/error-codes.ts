/** What an error of MongoDB means for the caller. */
export type ErrorKind =
  | 'refused'
  | 'duplicateKey'
  | 'validation'
  | 'forbidden'
  | 'unsupported'
  | 'unavailable'
  | 'timeout';

/** https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml; 8000 is Atlas's, 301 Amazon DocumentDB's. */
const codesByKind: Record<ErrorKind, readonly number[]> = {
  refused: [
    2, 4, 5, 9, 10, 12, 14, 15, 16, 20, 21, 22, 26, 27, 28, 29, 30, 34, 40, 52, 53, 54, 55, 56, 57, 61, 66, 72, 73, 81,
    96, 97, 111, 116, 125, 139, 146, 159, 160, 161, 165, 166, 167, 168, 170, 171, 182, 195, 201, 207, 218, 224, 232,
    241, 257, 263, 291, 292, 323, 388,
  ],
  duplicateKey: [11_000, 11_001, 12_582],
  validation: [121],
  forbidden: [13, 33, 8000],
  unsupported: [59, 76, 115, 123, 148, 235, 238, 301, 40_573],
  unavailable: [
    6, 7, 11, 18, 24, 43, 91, 100, 112, 133, 134, 149, 175, 189, 216, 237, 246, 251, 279, 391, 462, 9001, 10_058,
    10_107, 11_600, 11_601, 11_602, 13_388, 13_435, 13_436,
  ],
  timeout: [50, 64, 89, 202, 262, 290],
};

const kinds = new Map<number, ErrorKind>(
  Object.entries(codesByKind).flatMap(([kind, codes]) => codes.map((code) => [code, kind as ErrorKind] as const)),
);

/** Codes from 10,000 on that have no name (`Location…`) are assertions about what the caller asked. */
const firstLocation = 10_000;

/** undefined: nothing that a caller could make sense of. */
export function kindOfCode(code: number | undefined): ErrorKind | undefined {
  if (code === undefined) return undefined;
  return kinds.get(code) ?? (code >= firstLocation ? 'refused' : undefined);
}
