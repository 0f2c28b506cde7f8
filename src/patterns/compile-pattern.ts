import { RE2JS } from 're2js';

/** Time is in proportion to the text and to this, in instructions; a repeat of up to 255 fits. */
const largest = 600;

/**
 * A pattern that takes time in proportion to the text, whatever it is: tenants write it.
 * @param flags of RE2JS
 * @throws Error that says what RE2 does not have, or that the pattern is too large
 */
export function compilePattern(pattern: string, flags = 0): RE2JS {
  const compiled = RE2JS.compile(pattern, flags);
  const size = compiled.programSize();
  if (size > largest) {
    throw new Error(`it has ${size} instructions, more than ${largest}: repeats like {1,255} must be shorter or fewer`);
  }
  return compiled;
}
