// Laws of the rows: what one half makes, the other half takes; another key, message or context does not do.
import {
  constants,
  createDecipheriv,
  createHash,
  createSecretKey,
  generateKeyPairSync,
  privateDecrypt,
  sign,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelop } from '../../src/crypto/cms.ts';
import { readBer } from '../../src/crypto/der.ts';
import { deriveSharedSecret } from '../../src/crypto/ecdh.ts';
import { sameBytes } from '../../src/crypto/equal.ts';
import { importPrivateKey } from '../../src/crypto/import-private-key.ts';
import { exportPrivateKey, generateKeyPair, modulusBits } from '../../src/crypto/key-pair.ts';
import { wrappingAlgorithms } from '../../src/crypto/key-wrap.ts';
import { macAlgorithms } from '../../src/crypto/mac.ts';
import { decapsulate, encapsulate } from '../../src/crypto/ml-kem.ts';
import { systemRandom } from '../../src/crypto/random.ts';
import { encryptionAlgorithms } from '../../src/crypto/rsa-oaep.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../src/crypto/signatures.ts';
import type { MessageForm } from '../../src/crypto/signing-row.ts';
import { open, SEAL_OVERHEAD, seal } from '../../src/crypto/symmetric.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { pairOf, specs, specsOf } from './key-pairs.ts';

const workers = inPlace();
const bytes = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });
const secretKey = (size = 32) => createSecretKey(systemRandom(size));

describe('symmetric encryption', () => {
  it('opens what it sealed, with the same key and context only', () => {
    const [key, other] = [secretKey(), secretKey()];
    fc.assert(
      fc.property(bytes(4096), bytes(300), bytes(300), (plaintext, aad, otherAad) => {
        const sealed = seal(key, plaintext, aad, systemRandom);
        expect(sealed.length).toBe(plaintext.length + SEAL_OVERHEAD);
        expect(sameBytes(open(key, sealed, aad)!, plaintext)).toBe(true);
        expect(open(other, sealed, aad)).toBeUndefined();
        if (!sameBytes(aad, otherAad)) expect(open(key, sealed, otherAad)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('seals the same twice only for the same randomness', () => {
    const key = secretKey();
    const [plaintext, aad] = [Buffer.from('plaintext'), Buffer.from('context')];
    const fixed = (size: number) => new Uint8Array(size).fill(7);
    expect(seal(key, plaintext, aad, fixed)).toEqual(seal(key, plaintext, aad, fixed));
    expect(seal(key, plaintext, aad, systemRandom)).not.toEqual(
      seal(key, plaintext, aad, systemRandom),
    );
  });
});

describe('MACs', () => {
  it.each(Object.entries(macAlgorithms))('%s verifies its own', (_, row) => {
    const [key, other] = [secretKey(64), secretKey(64)];
    fc.assert(
      fc.property(bytes(300), (message) => {
        const mac = row.mac(key, message);
        expect(row.verify(key, message, mac)).toBe(true);
        expect(row.verify(other, message, mac)).toBe(false);
        expect(row.verify(key, Buffer.concat([message, Buffer.of(0)]), mac)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('signatures', () => {
  const rows = Object.entries(signingAlgorithms).flatMap(([algorithm, row]) =>
    specsOf(algorithm).flatMap((spec) => row.forms.map((form) => [algorithm, spec, form] as const)),
  );

  const message = (algorithm: string, form: MessageForm, text: string) => {
    if (form === 'RAW') return Buffer.from(text);
    const size =
      form === 'EXTERNAL_MU' ? 64 : signingAlgorithms[algorithm as SigningAlgorithm].digestBytes!;
    return createHash(`sha${size * 8}`)
      .update(text)
      .digest();
  };

  it.each(rows)('%s with %s verifies what it signed (%s)', async (algorithm, spec, form) => {
    const row = signingAlgorithms[algorithm as SigningAlgorithm];
    const pair = await pairOf(spec);
    const [signed, other] = [message(algorithm, form, 'signed'), message(algorithm, form, 'other')];
    const signature = await row.sign(pair, form, signed, workers, systemRandom);
    const verify = (spki: Uint8Array, text: Uint8Array, by: Uint8Array) =>
      row.verify(spki, form, text, by, workers);
    expect(await verify(pair.publicKey, signed, signature)).toBe(true);
    expect(await verify(pair.publicKey, other, signature)).toBe(false);
    expect(await verify(pair.publicKey, signed.subarray(1), signature)).toBe(false);
    expect(await verify(pair.publicKey.subarray(1), signed, signature)).toBe(false);
    const foreign = spec.startsWith('RSA') ? 'ECC_NIST_P256' : 'RSA_2048';
    expect(await verify((await pairOf(foreign)).publicKey, signed, signature)).toBe(false);
    for (const wrong of [
      new Uint8Array(0),
      signature.subarray(0, -1),
      Buffer.concat([signature, Buffer.of(0)]),
      new Uint8Array(signature.length),
    ]) {
      expect(await verify(pair.publicKey, signed, wrong)).toBe(false);
    }
  });

  it.each(rows.filter(([, , form]) => form === 'DIGEST' || form === 'EXTERNAL_MU'))(
    '%s with %s refuses to verify a message that is no %s by its length',
    async (algorithm, spec, form) => {
      const row = signingAlgorithms[algorithm as SigningAlgorithm];
      const { publicKey } = await pairOf(spec);
      for (const size of [0, 20, 63, 65]) {
        const verified = row.verify(
          publicKey,
          form,
          new Uint8Array(size),
          new Uint8Array(64),
          workers,
        );
        expect(await verified).toBe(false);
      }
    },
  );

  it('of a digest and of its message are the same thing', async () => {
    for (const [algorithm, spec, form] of rows) {
      if (form !== 'DIGEST' || algorithm === 'ED25519_PH_SHA_512') continue;
      const row = signingAlgorithms[algorithm as SigningAlgorithm];
      const pair = await pairOf(spec);
      const digest = message(algorithm, 'DIGEST', 'text');
      const byDigest = await row.sign(pair, 'DIGEST', digest, workers, systemRandom);
      const byMessage = await row.sign(pair, 'RAW', Buffer.from('text'), workers, systemRandom);
      expect(await row.verify(pair.publicKey, 'RAW', Buffer.from('text'), byDigest, workers)).toBe(
        true,
      );
      expect(await row.verify(pair.publicKey, 'DIGEST', digest, byMessage, workers)).toBe(true);
    }
  });

  it('by another curve, or with bytes after the public key, are none', async () => {
    const row = signingAlgorithms.ECDSA_SHA_256;
    const digest = message('ECDSA_SHA_256', 'DIGEST', 'text');
    const other = generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
    const signature = sign('sha256', Buffer.from('text'), other.privateKey);
    const spki = other.publicKey.export({ format: 'der', type: 'spki' });
    const ours = await pairOf('ECC_NIST_P256');
    const good = sign('sha256', Buffer.from('text'), ours.privateKey);
    const longer = Buffer.concat([ours.publicKey, Buffer.of(0)]);
    for (const [form, signed] of [
      ['RAW', Buffer.from('text')],
      ['DIGEST', digest],
    ] as const) {
      expect(await row.verify(spki, form, signed, signature, workers)).toBe(false);
      expect(await row.verify(longer, form, signed, good, workers)).toBe(false);
    }
  });

  it('of ML-DSA by μ and by the message are the same thing', async () => {
    const row = signingAlgorithms.ML_DSA_SHAKE_256;
    const shake = (...parts: readonly Uint8Array[]) => {
      const hash = createHash('shake256', { outputLength: 64 });
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    for (const spec of specsOf('ML_DSA')) {
      const pair = await pairOf(spec);
      const text = Buffer.from('text');
      // The SPKI is 22 bytes, then the public key.
      const mu = shake(shake(pair.publicKey.subarray(22)), Buffer.of(0, 0), text);
      const byMu = await row.sign(pair, 'EXTERNAL_MU', mu, workers, systemRandom);
      const byText = await row.sign(pair, 'RAW', text, workers, systemRandom);
      expect(await row.verify(pair.publicKey, 'RAW', text, byMu, workers)).toBe(true);
      expect(await row.verify(pair.publicKey, 'EXTERNAL_MU', mu, byText, workers)).toBe(true);
    }
  });

  it('of ML-DSA are hedged, and are not made with another key', async () => {
    const row = signingAlgorithms.ML_DSA_SHAKE_256;
    const pair = await pairOf('ML_DSA_44');
    const sign = () => row.sign(pair, 'RAW', Buffer.from('m'), workers, systemRandom);
    expect(await sign()).not.toEqual(await sign());
    const foreign = await pairOf('RSA_2048');
    await expect(row.sign(foreign, 'RAW', Buffer.from('m'), workers, systemRandom)).rejects.toThrow(
      'the private key is none of ML-DSA',
    );
  });
});

describe('RSAES-OAEP', () => {
  it.each(Object.entries(encryptionAlgorithms))(
    '%s decrypts its own, up to its limit',
    async (_, row) => {
      for (const spec of specs.slice(0, 3) as ('RSA_2048' | 'RSA_3072' | 'RSA_4096')[]) {
        const pair = await pairOf(spec);
        const limit = row.maxPlaintext(modulusBits[spec]);
        for (const size of [0, 1, limit]) {
          const plaintext = systemRandom(size);
          const decrypted = await row.decrypt(
            pair,
            row.encrypt(pair.publicKey, plaintext),
            workers,
          );
          expect(sameBytes(decrypted!, plaintext)).toBe(true);
        }
        expect(() => row.encrypt(pair.publicKey, new Uint8Array(limit + 1))).toThrow();
      }
      const [key, other] = [await pairOf('RSA_2048'), await pairOf('RSA_3072')];
      expect(
        await row.decrypt(other, row.encrypt(key.publicKey, Buffer.of(1)), workers),
      ).toBeUndefined();
      expect(() => row.encrypt(new Uint8Array(20), Buffer.of(1))).toThrow('no SPKI in DER');
    },
  );

  it('does not decrypt what another row encrypted', async () => {
    const pair = await pairOf('RSA_2048');
    const { RSAES_OAEP_SHA_1: sha1, RSAES_OAEP_SHA_256: sha256 } = encryptionAlgorithms;
    expect(
      await sha1.decrypt(pair, sha256.encrypt(pair.publicKey, Buffer.of(1)), workers),
    ).toBeUndefined();
    expect(
      await sha256.decrypt(pair, sha1.encrypt(pair.publicKey, Buffer.of(1)), workers),
    ).toBeUndefined();
  });
});

describe('key wrapping', () => {
  it.each(Object.entries(wrappingAlgorithms))('%s unwraps what it wrapped', async (name, row) => {
    const { publicKey, privateKey } = await pairOf('RSA_2048');
    for (const size of name.startsWith('RSA_AES') ? [1, 8, 32, 1217, 2375] : [1, 32, 138]) {
      const material = systemRandom(size);
      const wrapped = row.wrap(publicKey, material, systemRandom);
      expect(sameBytes((await row.unwrap(privateKey, wrapped, workers))!, material)).toBe(true);
      expect(
        await row.unwrap((await pairOf('RSA_3072')).privateKey, wrapped, workers),
      ).toBeUndefined();
    }
    for (const size of [0, 1, 255, 256, 257, 264, 272]) {
      expect(await row.unwrap(privateKey, new Uint8Array(size), workers)).toBeUndefined();
    }
  });
});

describe('ECDH', () => {
  it.each(specs.slice(3, 7))('%s comes to the same secret from both sides', async (spec) => {
    const [ours, theirs] = [await pairOf(spec), await generateKeyPair(spec, workers, systemRandom)];
    const derived = deriveSharedSecret(ours, theirs.publicKey);
    expect(derived).toHaveProperty('secret');
    expect(derived).toEqual(deriveSharedSecret(theirs, ours.publicKey));
  });

  it('says why a public key does not do', async () => {
    const ours = await pairOf('ECC_NIST_P256');
    const problem = async (spki: Uint8Array) => deriveSharedSecret(ours, spki);
    for (const spec of [
      'ECC_NIST_P384',
      'ECC_SECG_P256K1',
      'RSA_2048',
      'ECC_NIST_EDWARDS25519',
    ] as const) {
      expect(await problem((await pairOf(spec)).publicKey)).toEqual({ problem: 'wrong-curve' });
    }
    expect(await problem(Buffer.from('no key'))).toEqual({ problem: 'malformed' });
    const offCurve = Uint8Array.from(ours.publicKey);
    offCurve[offCurve.length - 1]! ^= 1;
    expect(await problem(offCurve)).toEqual({ problem: 'not-on-curve' });
  });
});

describe('ML-KEM', () => {
  it.each(specs.slice(11))(
    '%s comes to the same secret, and to another for another key',
    async (spec) => {
      const pair = await pairOf(spec);
      const { ciphertext, sharedSecret } = (await encapsulate(
        pair.publicKey,
        workers,
        systemRandom,
      ))!;
      expect(sharedSecret.length).toBe(32);
      expect(await decapsulate(pair, ciphertext, workers)).toEqual(sharedSecret);
      const other = await generateKeyPair(spec, workers, systemRandom);
      const rejected = await decapsulate(other, ciphertext, workers);
      expect(rejected!.length).toBe(32);
      expect(sameBytes(rejected!, sharedSecret)).toBe(false);
      expect(await decapsulate(pair, ciphertext.subarray(1), workers)).toBeUndefined();
      expect(await encapsulate(pair.publicKey.subarray(1), workers, systemRandom)).toBeUndefined();
      // Coefficients of 2^12 - 1, beyond the modulus: FIPS 203 §7.2.
      const beyond = Uint8Array.from(pair.publicKey, (byte, i) => (i > 30 && i < 60 ? 0xff : byte));
      expect(await encapsulate(beyond, workers, systemRandom)).toBeUndefined();
    },
  );

  it('is for its own keys', async () => {
    const foreign = await pairOf('ML_DSA_44');
    expect(await encapsulate(foreign.publicKey, workers, systemRandom)).toBeUndefined();
    await expect(decapsulate(foreign, new Uint8Array(768), workers)).rejects.toThrow(
      'the private key is none of ML-KEM',
    );
  });
});

describe('private keys', () => {
  it.each(specs)('%s leaves as PKCS#8 and comes back the same', async (spec) => {
    const pair = await pairOf(spec);
    const imported = importPrivateKey(spec, exportPrivateKey(pair));
    if (spec.startsWith('ML')) expect(imported).toEqual({ problem: 'not-importable' });
    else expect(imported).toMatchObject({ pair: { spec, publicKey: pair.publicKey } });
  });

  it('from seeds replay', async () => {
    const fixed = (size: number) => new Uint8Array(size).fill(9);
    for (const spec of specs.slice(7)) {
      const [a, b] = [
        await generateKeyPair(spec, workers, fixed),
        await generateKeyPair(spec, workers, fixed),
      ];
      expect(a.publicKey).toEqual(b.publicKey);
    }
  });
});

describe('an envelope', () => {
  it('opens with the private key', async () => {
    const { publicKey, privateKey } = await pairOf('RSA_2048');
    for (const size of [0, 15, 16, 32, 2375, 6000]) {
      const plaintext = systemRandom(size);
      const content = readBer(envelop(publicKey, plaintext, systemRandom)!)!.children[1]!
        .children[0]!;
      const [, recipients, encrypted] = content.children;
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      const wrapped = recipients!.children[0]!.children[3]!.body;
      const key = privateDecrypt({ key: privateKey, padding, oaepHash: 'sha256' }, wrapped);
      const iv = encrypted!.children[1]!.children[1]!.body;
      const decipher = createDecipheriv('aes-256-cbc', key, iv);
      const opened = [decipher.update(encrypted!.children[2]!.body), decipher.final()];
      expect(sameBytes(Buffer.concat(opened), plaintext)).toBe(true);
    }
  });

  it('is for RSA keys', async () => {
    const { publicKey } = await pairOf('ECC_NIST_P256');
    expect(envelop(publicKey, Buffer.of(1), systemRandom)).toBeUndefined();
    expect(envelop(Buffer.from('no key'), Buffer.of(1), systemRandom)).toBeUndefined();
  });
});
