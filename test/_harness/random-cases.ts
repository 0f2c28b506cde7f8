import fc from 'fast-check';

const onCi = process.env['CI'] !== undefined;

/** Where random cases begin. CI tries the same ones each time, so that no commit is refused by luck; every other run looks for new ones. */
export const seed = Number(process.env['FUZZ_SEED'] ?? (onCi ? 20_261_126 : Date.now() % 1_000_000));

fc.configureGlobal({ seed });
