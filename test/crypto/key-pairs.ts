// One key pair of each spec for tests. The RSA keys are those of published vectors, since making them takes seconds.
import { generateKeyPair, type KeyPair, type KeyPairSpec } from '../../src/crypto/key-pair.ts';
import { systemRandom } from '../../src/crypto/random.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { keysOf, readVectors } from './vector-file.ts';

/** Every spec. */
export const specs = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
] as const satisfies readonly KeyPairSpec[];

const pairs = new Map<KeyPairSpec, Promise<KeyPair>>();

/** The key pair of a spec: the same one for all tests of a file. */
export function pairOf(spec: KeyPairSpec): Promise<KeyPair> {
  const known = pairs.get(spec);
  if (known) return known;
  const pair = spec.startsWith('RSA')
    ? Promise.resolve({ spec, ...rsaKeys(Number(spec.slice(4))) })
    : generateKeyPair(spec, inPlace(), systemRandom);
  pairs.set(spec, pair);
  return pair;
}

function rsaKeys(bits: number) {
  return keysOf(
    readVectors('rsa-oaep')
      .find((group) => group.number('bits') === bits)!
      .bytes('pkcs8'),
  );
}

/** The specs of each signing algorithm. */
export function specsOf(algorithm: string): readonly KeyPairSpec[] {
  const start = ['RSASSA', 'ECDSA', 'ED25519', 'ML_DSA'].find((name) =>
    algorithm.startsWith(name),
  )!;
  return {
    RSASSA: specs.slice(0, 3),
    ECDSA: specs.slice(3, 7),
    ED25519: specs.slice(7, 8),
    ML_DSA: specs.slice(8, 11),
  }[start]!;
}
