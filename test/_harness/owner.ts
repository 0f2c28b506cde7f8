export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The key that owns the tests' service. */
export const owner: KeyPair = { publicKey: 'testowner', privateKey: '5f0c2a7e-0000-4000-8000-9b1d4c36aa01' };
