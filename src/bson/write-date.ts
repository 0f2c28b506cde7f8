import { dialects } from './dialects.ts';
import type { JsonWriter } from './json-writer.ts';
import type { RawBson } from './raw-bson.ts';
import { int64At, writeInt64Digits, writePadded } from './write-number.ts';

const DAY_MS = 86_400_000;
const YEAR_0_MS = -62_167_219_200_000;
const YEAR_10000_MS = 253_402_300_800_000;
const LAST_JAVASCRIPT_MS = 8.64e15;
const DAYS_FROM_MARCH_0_TO_1970 = 719_468;
const DAYS_OF_400_YEARS = 146_097;

/**
 * Writes the UTC datetime at `at` (int64 milliseconds). Canonical: `$numberLong`. Relaxed: ISO 8601 for the years
 * 1970–9999, else `$numberLong`. Plain JSON: ISO 8601, with expanded years where needed; beyond what ISO can say here
 * (271,821 years either way) the bare milliseconds. Room is reserved.
 */
export function writeDate(out: JsonWriter, source: RawBson, at: number): void {
  const { mode } = out.dialect;
  const ms = int64At(source, at);
  const hasFourDigitYear = ms >= (mode === 'json' ? YEAR_0_MS : 0) && ms < YEAR_10000_MS;
  if (mode === 'canonical' || (mode === 'relaxed' && !hasFourDigitYear)) {
    out.literal(dialects.canonical.date[0]);
    writeInt64Digits(out, source, at);
    out.literal(dialects.canonical.date[1]);
  } else if (Math.abs(ms) > LAST_JAVASCRIPT_MS) {
    writeInt64Digits(out, source, at);
  } else {
    out.literal(out.dialect.date[0]);
    if (hasFourDigitYear) writeIso(out, ms);
    else out.ascii(new Date(ms).toISOString().replace('.000Z', 'Z'));
    out.literal(out.dialect.date[1]);
  }
}

/** Milliseconds are left out when they are zero, as `EJSON.stringify` and Go do. */
function writeIso(out: JsonWriter, ms: number): void {
  const day = Math.floor(ms / DAY_MS);
  const time = ms - day * DAY_MS;
  writeCivilDate(out, day);
  out.bytes[out.at++] = 0x54; // T
  writePadded(out, (time / 3_600_000) | 0, 2);
  out.bytes[out.at++] = 0x3a; // :
  writePadded(out, ((time / 60_000) | 0) % 60, 2);
  out.bytes[out.at++] = 0x3a;
  writePadded(out, ((time / 1000) | 0) % 60, 2);
  if (time % 1000 !== 0) {
    out.bytes[out.at++] = 0x2e; // .
    writePadded(out, time % 1000, 3);
  }
  out.bytes[out.at++] = 0x5a; // Z
}

/** https://howardhinnant.github.io/date_algorithms.html#civil_from_days, for the years 0–9999. */
function writeCivilDate(out: JsonWriter, daysSince1970: number): void {
  const days = daysSince1970 + DAYS_FROM_MARCH_0_TO_1970;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const dayOfEra = days - era * DAYS_OF_400_YEARS;
  const leapDays = ((dayOfEra / 1460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0);
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  writePadded(out, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
  out.bytes[out.at++] = 0x2d; // -
  writePadded(out, month, 2);
  out.bytes[out.at++] = 0x2d;
  writePadded(out, dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1, 2);
}
