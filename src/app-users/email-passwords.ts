import { PasswordChecks, VerifiedCredentials, verifyPassword } from '../auth/index.ts';

const rememberMs = 5 * 60_000;
const rememberMost = 10_000;

/**
 * Checks of passwords, bounded so that strangers with wrong ones cannot take the machine. That a password fits a hash is
 * a fact for ever: it is remembered for minutes, so that requests with credentials in their headers cost no hash each.
 */
export class EmailPasswords {
  readonly #fits = new VerifiedCredentials<true>(rememberMs, rememberMost);
  readonly #checks = new PasswordChecks<boolean>();

  /** @param hash undefined for nobody, which takes as long as for somebody */
  async check(password: string, hash: string | undefined): Promise<boolean> {
    const digest = this.#fits.digest(hash ?? '', password);
    if (this.#fits.get(digest) !== undefined) return true;
    const fits = await this.#checks.run(digest, () => verifyPassword(password, hash));
    if (fits) this.#fits.set(digest, true);
    return fits;
  }
}
