// Which wrapping algorithm and wrapping key carry which key material.
// https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html
import { isRsa } from '../crypto/key-pair.ts';
import { type WrappingAlgorithm, wrappingAlgorithms } from '../crypto/key-wrap.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** Throws for an algorithm and a wrapping key that a key's material cannot be wrapped with. */
export function checkWrapping(
  { view, family }: StoredKey,
  name: string,
  wrappingKey: string,
): void {
  const algorithm = wrappingAlgorithm(name);
  if (wrappingKey === 'SM2')
    throw unsupported('WrappingKeySpec SM2 is not supported in this Region');
  const { material } = family.spec;
  const direct = algorithm.startsWith('RSAES_');
  const carries = 'bytes' in material ? direct : !(direct && isRsa(material.pair));
  if (!carries) {
    throw unsupported(`WrappingAlgorithm ${name} is not supported for KeySpec ${view.spec}.`);
  }
  // The private key of this curve is longer than what OAEP holds under 2048 bits.
  if (direct && view.spec === 'ECC_NIST_P521' && wrappingKey === 'RSA_2048') {
    throw unsupported(
      `WrappingAlgorithm ${name} with WrappingKeySpec RSA_2048 is not supported for KeySpec ${view.spec}.`,
    );
  }
}

/** The algorithm of a name; throws for those that only China Regions have, and the one that is no more. */
export function wrappingAlgorithm(name: string): WrappingAlgorithm {
  if (Object.hasOwn(wrappingAlgorithms, name)) return name as WrappingAlgorithm;
  throw unsupported(`WrappingAlgorithm ${name} is not supported.`);
}

function unsupported(message: string): KmsError {
  return new KmsError('UnsupportedOperationException', message);
}
