// RSA wrapping keys for tests: those of published vectors, since making one takes up to seconds.
import type * as KeyPairs from '../../src/crypto/key-pair.ts';

/** The module of key pairs, with its RSA keys replaced. */
export function withPublishedRsaKeys(real: typeof KeyPairs): typeof KeyPairs {
  const generateKeyPair: typeof real.generateKeyPair = async (spec, ...rest) => {
    if (!real.isRsa(spec)) return real.generateKeyPair(spec, ...rest);
    const { pairOf } = await import('../crypto/key-pairs.ts');
    return pairOf(spec);
  };
  return { ...real, generateKeyPair };
}
