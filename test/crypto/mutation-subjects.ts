// What the mutation test breaks: for each kind of bytes that come back to us, a good example and how it is used.
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { verifyAttestation } from '../../src/crypto/attestation.ts';
import { deriveSharedSecret } from '../../src/crypto/ecdh.ts';
import { sameBytes } from '../../src/crypto/equal.ts';
import { generateKeyPair } from '../../src/crypto/key-pair.ts';
import { wrappingAlgorithms } from '../../src/crypto/key-wrap.ts';
import { macAlgorithms } from '../../src/crypto/mac.ts';
import { decapsulate, encapsulate } from '../../src/crypto/ml-kem.ts';
import { systemRandom } from '../../src/crypto/random.ts';
import { encryptionAlgorithms } from '../../src/crypto/rsa-oaep.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../src/crypto/signatures.ts';
import type { MessageForm } from '../../src/crypto/signing-row.ts';
import { open, seal } from '../../src/crypto/symmetric.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { pairOf, specs, specsOf } from './key-pairs.ts';
import { makeAttestation } from './make-attestation.ts';

/** What became of broken bytes: refused, taken for something else, or taken for what they were. */
export type Use = 'refused' | 'other' | 'original';

/** One kind of bytes. */
export interface Subject {
  readonly name: string;
  /** How many of all mutations it gets: symmetric bytes most, what takes a millisecond few. */
  readonly weight: 'symmetric' | 'fast' | 'slow';
  /** Whether something else may come of broken bytes: implicit rejection and other people's public keys. */
  readonly otherIsFine?: boolean;
  make(): Promise<{
    readonly bytes: Uint8Array;
    use(bytes: Uint8Array): Promise<Use> | Use;
  }>;
}

const workers = inPlace();

const opened = (result: Uint8Array | undefined, original: Uint8Array): Use =>
  result === undefined ? 'refused' : sameBytes(result, original) ? 'original' : 'other';
const verified = (result: boolean): Use => (result ? 'original' : 'refused');
const freshKey = (size: number): KeyObject => createSecretKey(systemRandom(size));

const symmetric: readonly Subject[] = [0, 32, 500].map((size) => ({
  name: `a sealed message of ${size} bytes`,
  weight: 'symmetric',
  async make() {
    const key = freshKey(32);
    const plaintext = systemRandom(size);
    const aad = Buffer.from('context');
    const bytes = seal(key, plaintext, aad, systemRandom);
    return { bytes, use: (broken) => opened(open(key, broken, aad), plaintext) };
  },
}));

const macs: readonly Subject[] = Object.entries(macAlgorithms).map(([name, row]) => ({
  name,
  weight: 'fast',
  async make() {
    const key = freshKey(64);
    const message = Buffer.from('message');
    const use = (broken: Uint8Array) => verified(row.verify(key, message, broken));
    return { bytes: row.mac(key, message), use };
  },
}));

const encryption: readonly Subject[] = Object.entries(encryptionAlgorithms).map(([name, row]) => ({
  name,
  weight: 'slow',
  async make() {
    const pair = await pairOf('RSA_2048');
    const plaintext = systemRandom(32);
    const bytes = row.encrypt(pair.publicKey, plaintext);
    return {
      bytes,
      use: async (broken) => opened(await row.decrypt(pair, broken, workers), plaintext),
    };
  },
}));

const wrapping: readonly Subject[] = Object.entries(wrappingAlgorithms).map(([name, row]) => ({
  name: `key material under ${name}`,
  weight: 'slow',
  async make() {
    const { privateKey, publicKey } = await pairOf('RSA_2048');
    const material = systemRandom(32);
    const bytes = row.wrap(publicKey, material, systemRandom);
    const use = async (broken: Uint8Array) =>
      opened(await row.unwrap(privateKey, broken, workers), material);
    return { bytes, use };
  },
}));

const quick = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519'];

const signatures: readonly Subject[] = Object.entries(signingAlgorithms).flatMap(([name, row]) =>
  specsOf(name).flatMap((spec) =>
    row.forms.map(
      (form) =>
        ({
          name: `${name} of ${spec}, ${form}`,
          weight:
            quick.includes(spec) && (form === 'RAW' || spec.startsWith('RSA')) ? 'fast' : 'slow',
          async make() {
            const pair = await pairOf(spec);
            const message = messageFor(name as SigningAlgorithm, form);
            const bytes = await row.sign(pair, form, message, workers, systemRandom);
            const use = async (broken: Uint8Array) =>
              verified(await row.verify(pair.publicKey, form, message, broken, workers));
            return { bytes, use };
          },
        }) satisfies Subject,
    ),
  ),
);

const mlKem: readonly Subject[] = specs.slice(11).map((spec) => ({
  name: `a ciphertext of ${spec}`,
  weight: 'slow',
  otherIsFine: true,
  async make() {
    const pair = await pairOf(spec);
    const { ciphertext, sharedSecret } = (await encapsulate(
      pair.publicKey,
      workers,
      systemRandom,
    ))!;
    const use = async (broken: Uint8Array) =>
      opened(await decapsulate(pair, broken, workers), sharedSecret);
    return { bytes: ciphertext, use };
  },
}));

const ecdh: readonly Subject[] = specs.slice(3, 7).map((spec) => ({
  name: `a public key for ECDH with ${spec}`,
  weight: 'slow',
  otherIsFine: true,
  async make() {
    const pair = await pairOf(spec);
    const { publicKey } = await generateKeyPair(spec, workers, systemRandom);
    const derive = (spki: Uint8Array) => {
      const derived = deriveSharedSecret(pair, spki);
      return 'secret' in derived ? derived.secret : undefined;
    };
    const secret = derive(publicKey)!;
    return { bytes: publicKey, use: (broken) => opened(derive(broken), secret) };
  },
}));

const attestation: Subject = {
  name: 'an attestation document',
  weight: 'slow',
  async make() {
    const at = new Date('2026-03-04T05:06:07Z');
    const bytes = makeAttestation({ at, publicKey: (await pairOf('RSA_2048')).publicKey });
    const use = (broken: Uint8Array) =>
      verified('document' in verifyAttestation({ bytes: broken, at }));
    return { bytes, use };
  },
};

function messageFor(name: SigningAlgorithm, form: MessageForm): Uint8Array {
  if (form === 'RAW') return Buffer.from('message');
  const size = form === 'EXTERNAL_MU' ? 64 : signingAlgorithms[name].digestBytes!;
  return createHash(`sha${size * 8}`)
    .update('message')
    .digest();
}

/** Every kind. */
export const subjects: readonly Subject[] = [
  ...symmetric,
  ...macs,
  ...encryption,
  ...wrapping,
  ...signatures,
  ...mlKem,
  ...ecdh,
  attestation,
];
