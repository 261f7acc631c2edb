// How each family of published vectors is put to the code, and which answer is right. `right` says what ours must
// do: accept a vector (and come to its very bytes) or refuse it.
import { createHash, createSecretKey } from 'node:crypto';
import { gcmDecrypt, gcmEncrypt } from '../../src/crypto/aes-gcm.ts';
import { unwrapKey, wrapKey } from '../../src/crypto/aes-key-wrap.ts';
import { der } from '../../src/crypto/der.ts';
import { deriveKey } from '../../src/crypto/derive-key.ts';
import type { CurveName } from '../../src/crypto/ec-operations.ts';
import { deriveSharedSecret } from '../../src/crypto/ecdh.ts';
import { importPrivateKey } from '../../src/crypto/import-private-key.ts';
import { type EcSpec, ed25519Key, type KeyPairSpec } from '../../src/crypto/key-pair.ts';
import { type MacAlgorithm, macAlgorithms } from '../../src/crypto/mac.ts';
import {
  mlDsaSign,
  mlDsaVerify,
  mlKemDecapsulate,
  mlKemEncapsulate,
  mlPublicKey,
  mlSecretKey,
} from '../../src/crypto/ml-operations.ts';
import {
  type MlDsaSpec,
  type MlKemSpec,
  type MlSpec,
  mlSpki,
} from '../../src/crypto/ml-public-key.ts';
import { curveOids, ecPublicKeyOid } from '../../src/crypto/oids.ts';
import { systemRandom } from '../../src/crypto/random.ts';
import { type EncryptionAlgorithm, encryptionAlgorithms } from '../../src/crypto/rsa-oaep.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../src/crypto/signatures.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { keysOf, type VectorGroup, type VectorTest } from './vector-file.ts';

/** What became of a vector. */
export type Outcome = 'accepted' | 'refused' | 'wrong';

/** One family: its file, and how its vectors are tried. */
export interface Family {
  readonly name: string;
  readonly file: string;
  /** Whether ours must take this vector, where `result` does not say it. */
  readonly right?: (test: VectorTest, group: VectorGroup) => boolean;
  try(test: VectorTest, group: VectorGroup): Promise<Outcome> | Outcome;
}

const workers = inPlace();
const same = (a: Uint8Array | undefined, b: Uint8Array): Outcome =>
  a === undefined ? 'refused' : Buffer.compare(a, b) === 0 ? 'accepted' : 'wrong';
const valid = ({ result }: VectorTest) => result === 'valid';
const digest = (algorithm: string, message: Uint8Array) =>
  createHash(`sha${algorithm.slice(-3)}`)
    .update(message)
    .digest();

/** A signature as itself and, where the algorithm takes digests, with the digest: both must agree. */
async function verify(
  algorithm: SigningAlgorithm,
  spki: Uint8Array,
  test: VectorTest,
): Promise<Outcome> {
  const row = signingAlgorithms[algorithm];
  const [message, signature] = [test.bytes('msg'), test.bytes('sig')];
  const raw = await row.verify(spki, 'RAW', message, signature, workers);
  if (row.forms.includes('DIGEST')) {
    const hash = digest(algorithm, message);
    const ready = await row.verify(spki, 'DIGEST', hash, signature, workers);
    if (ready !== raw) return 'wrong';
  }
  return raw ? 'accepted' : 'refused';
}

const aesGcm: Family = {
  name: 'AES-256-GCM',
  file: 'aes-gcm',
  try(test) {
    const [key, iv, aad, tag] = ['key', 'iv', 'aad', 'tag'].map(test.bytes) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const [plaintext, ciphertext] = [test.bytes('msg'), test.bytes('ct')];
    const opened = same(gcmDecrypt({ key, iv, aad, ciphertext, tag }), plaintext);
    if (opened !== 'accepted') return opened;
    const made = gcmEncrypt({ key, iv, aad, plaintext });
    return same(Buffer.concat([made.ciphertext, made.tag]), Buffer.concat([ciphertext, tag]));
  },
};

const kbkdf: Family = {
  name: 'SP 800-108 counter mode',
  file: 'kbkdf',
  // Ours makes one block; an output is shorter than that, or begins with it.
  try(test) {
    const block = deriveKey(createSecretKey(test.bytes('key')), test.bytes('fixedInput'));
    const output = test.bytes('output');
    return same(block.subarray(0, output.length), output.subarray(0, block.length));
  },
};

const hmac: Family = {
  name: 'HMAC',
  file: 'hmac',
  right: (test, group) =>
    valid(test) && group.number('tagBits') === Number(group.text('algorithm').slice(-3)),
  try(test, group) {
    const row = macAlgorithms[group.text('algorithm') as MacAlgorithm];
    const key = createSecretKey(test.bytes('key'));
    if (!row.verify(key, test.bytes('msg'), test.bytes('tag'))) return 'refused';
    return same(row.mac(key, test.bytes('msg')), test.bytes('tag'));
  },
};

const aesKwp: Family = {
  name: 'AES-256-KWP',
  file: 'aes-kwp',
  // SmallKey: fewer than 16 bytes, of which only none at all is refused. WeakWrapping: RFC 5649 allows it.
  right: (test) => test.result !== 'invalid' && test.has('msg'),
  try(test) {
    const opened = same(unwrapKey(test.bytes('key'), test.bytes('ct')), test.bytes('msg'));
    if (opened !== 'accepted') return opened;
    return same(wrapKey(test.bytes('key'), test.bytes('msg')), test.bytes('ct'));
  },
};

const rsaOaep: Family = {
  name: 'RSAES-OAEP',
  file: 'rsa-oaep',
  // KMS uses no label.
  right: (test) => valid(test) && !test.has('label'),
  async try(test, group) {
    const row = encryptionAlgorithms[group.text('algorithm') as EncryptionAlgorithm];
    const keys = keysOf(group.bytes('pkcs8'));
    return same(await row.decrypt(keys, test.bytes('ct'), workers), test.bytes('msg'));
  },
};

const rsaPss: Family = {
  name: 'RSASSA-PSS',
  file: 'rsa-pss',
  // The salt must be as long as the hash.
  right: (test, group) =>
    valid(test) && group.number('saltBytes') * 8 === Number(group.text('algorithm').slice(-3)),
  try(test, group) {
    const identifier = der(
      0x30,
      der(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]),
      der(0x05),
    );
    const spki = der(0x30, identifier, der(0x03, [0], group.bytes('rsaPublicKey')));
    return verify(group.text('algorithm') as SigningAlgorithm, spki, test);
  },
};

const rsaPkcs1: Family = {
  name: 'RSASSA-PKCS1-v1_5',
  file: 'rsa-pkcs1',
  // SmallPublicKey: the exponent is 3. MissingNull: an encoding that RFC 8017 does not write.
  right: (test) =>
    valid(test) || (test.result === 'acceptable' && !test.flags.includes('MissingNull')),
  async try(test, group) {
    const algorithm = group.text('algorithm') as SigningAlgorithm;
    const verified = await verify(algorithm, group.bytes('spki'), test);
    if (verified !== 'accepted' || !group.has('pkcs8')) return verified;
    const pair = { ...keysOf(group.bytes('pkcs8')), spec: 'RSA_2048' as const };
    const message = test.bytes('msg');
    for (const [form, signed] of [
      ['RAW', message],
      ['DIGEST', digest(algorithm, message)],
    ] as const) {
      const made = await signingAlgorithms[algorithm].sign(
        pair,
        form,
        signed,
        workers,
        systemRandom,
      );
      if (same(made, test.bytes('sig')) !== 'accepted') return 'wrong';
    }
    return 'accepted';
  },
};

const ecdsa: Family = {
  name: 'ECDSA',
  file: 'ecdsa',
  // MissingZero: an INTEGER that DER would write with one byte more.
  right: valid,
  try: (test, group) =>
    verify(group.text('algorithm') as SigningAlgorithm, group.bytes('spki'), test),
};

const curveSpecs: Readonly<Record<string, readonly [EcSpec, CurveName, number]>> = {
  secp256r1: ['ECC_NIST_P256', 'prime256v1', 32],
  secp384r1: ['ECC_NIST_P384', 'secp384r1', 48],
  secp521r1: ['ECC_NIST_P521', 'secp521r1', 66],
  secp256k1: ['ECC_SECG_P256K1', 'secp256k1', 32],
};

const ecdh: Family = {
  name: 'ECDH',
  file: 'ecdh',
  // CompressedPoint: a point in another form. All other acceptable ones are not in DER, or say a curve by its
  // parameters.
  right: (test) =>
    valid(test) || (test.result === 'acceptable' && test.flags.includes('CompressedPoint')),
  try(test, group) {
    const [spec, curve, size] = curveSpecs[group.text('curve')]!;
    const scalar = test.bytes('private');
    const fixed = Buffer.concat([new Uint8Array(size), scalar]).subarray(-size);
    const imported = importPrivateKey(
      spec,
      der(
        0x30,
        der(0x02, [0]),
        der(0x30, der(0x06, ecPublicKeyOid), der(0x06, curveOids[curve])),
        der(0x04, der(0x30, der(0x02, [1]), der(0x04, fixed))),
      ),
    );
    if ('problem' in imported) return 'wrong';
    const derived = deriveSharedSecret(imported.pair, test.bytes('public'));
    return 'problem' in derived ? 'refused' : same(derived.secret, test.bytes('shared'));
  },
};

const ed25519: Family = {
  name: 'Ed25519',
  file: 'ed25519',
  async try(test, group) {
    const verified = await verify('ED25519_SHA_512', group.bytes('spki'), test);
    if (verified !== 'accepted') return verified;
    const pair = {
      spec: 'ECC_NIST_EDWARDS25519' as KeyPairSpec,
      publicKey: group.bytes('spki'),
      privateKey: ed25519Key(group.bytes('seed')),
    };
    const row = signingAlgorithms.ED25519_SHA_512;
    return same(
      await row.sign(pair, 'RAW', test.bytes('msg'), workers, systemRandom),
      test.bytes('sig'),
    );
  },
};

const mlDsa: Family = {
  name: 'ML-DSA',
  file: 'ml-dsa',
  // KMS signs with an empty context, so another one does not verify.
  right: (test) => valid(test) && !test.has('context'),
  async try(test, group) {
    const spec = group.text('spec') as MlDsaSpec;
    const form = test.has('mu') ? 'mu' : 'message';
    const [message, signature] = [test.bytes('message'), test.bytes('signature')];
    if (group.text('kind') === 'keygen') return keygen(spec, test);
    if (group.text('kind') === 'verify') {
      const spki = mlSpki(spec, group.bytes('publicKey'));
      return (await mlDsaVerify({ spki, form, message, signature })) ? 'accepted' : 'refused';
    }
    const key = createSecretKey(group.bytes('secretKey'));
    const entropy = test.has('entropy') ? test.bytes('entropy') : new Uint8Array(32);
    return same(await mlDsaSign({ spec, key, form, message, entropy }), signature);
  },
};

const mlKem: Family = {
  name: 'ML-KEM',
  file: 'ml-kem',
  async try(test, group) {
    const spec = group.text('spec') as MlKemSpec;
    const [ciphertext, secret] = [test.bytes('ciphertext'), test.bytes('sharedSecret')];
    if (group.text('kind') === 'keygen') return keygen(spec, test);
    if (group.text('kind') === 'decapsulate') {
      const key = createSecretKey(test.bytes('secretKey'));
      return same(await mlKemDecapsulate({ spec, key, ciphertext }), secret);
    }
    const spki = mlSpki(spec, test.bytes('publicKey'));
    const made = await mlKemEncapsulate({ spki, entropy: test.bytes('entropy') });
    if (!made || same(made.ciphertext, ciphertext) !== 'accepted') return 'wrong';
    return same(made.sharedSecret, secret);
  },
};

async function keygen(spec: MlSpec, test: VectorTest): Promise<Outcome> {
  const input = { spec, seed: createSecretKey(test.bytes('seed')) };
  const spki = await mlPublicKey(input);
  if (same(spki, mlSpki(spec, test.bytes('publicKey'))) !== 'accepted') return 'wrong';
  return same((await mlSecretKey(input)).export(), test.bytes('secretKey'));
}

/** Every family. */
export const families: readonly Family[] = [
  aesGcm,
  kbkdf,
  hmac,
  aesKwp,
  rsaOaep,
  rsaPss,
  rsaPkcs1,
  ecdsa,
  ecdh,
  ed25519,
  mlDsa,
  mlKem,
];
