// What we write, the openssl command reads, and the other way round. ML-DSA and ML-KEM are unknown to OpenSSL 3.0:
// published vectors stand for it (test/crypto/vectors.test.ts).
import { createDecipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { unwrapKey, wrapKey } from '../../src/crypto/aes-key-wrap.ts';
import { envelop } from '../../src/crypto/cms.ts';
import { deriveKey } from '../../src/crypto/derive-key.ts';
import { deriveSharedSecret } from '../../src/crypto/ecdh.ts';
import { importPrivateKey } from '../../src/crypto/import-private-key.ts';
import { curves, exportPrivateKey, isEc, type KeyPairSpec } from '../../src/crypto/key-pair.ts';
import { wrappingAlgorithms } from '../../src/crypto/key-wrap.ts';
import { macAlgorithms } from '../../src/crypto/mac.ts';
import { systemRandom } from '../../src/crypto/random.ts';
import { encryptionAlgorithms } from '../../src/crypto/rsa-oaep.ts';
import { type SigningAlgorithm, signingAlgorithms } from '../../src/crypto/signatures.ts';
import { seal } from '../../src/crypto/symmetric.ts';
import { inPlace } from '../../src/crypto/workers.ts';
import { pairOf, specs, specsOf } from '../crypto/key-pairs.ts';
import { attempt, file, openssl } from './openssl.ts';

const workers = inPlace();
const known = specs.filter((spec) => !spec.startsWith('ML'));
const text = Buffer.from('a message for the other side');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const secret = (bytes: Uint8Array): KeyObject => createSecretKey(bytes);

/** The key pair of a spec, and files that hold its halves in DER. */
async function keyFiles(spec: KeyPairSpec) {
  const pair = await pairOf(spec);
  const [privateFile, publicFile] = [file(exportPrivateKey(pair)), file(pair.publicKey)];
  return {
    pair,
    privateKey: ['-inkey', privateFile, '-keyform', 'DER'],
    publicKey: ['-pubin', '-inkey', publicFile, '-keyform', 'DER'],
    privateFile,
    publicFile,
  };
}

/** A new private key as PKCS#8 in DER, as AWS's pages make one. */
function fresh(spec: KeyPairSpec, ...options: readonly string[]): Buffer {
  const [algorithm, ...given] = spec.startsWith('RSA')
    ? ['RSA', `rsa_keygen_bits:${spec.slice(4)}`]
    : isEc(spec)
      ? ['EC', `ec_paramgen_curve:${curves[spec]}`]
      : ['ED25519'];
  const all = [...given, ...options].flatMap((option) => ['-pkeyopt', option]);
  const pem = openssl('genpkey', '-algorithm', algorithm!, ...all);
  return openssl('pkcs8', '-topk8', '-nocrypt', '-outform', 'DER', '-in', file(pem));
}

const publicOf = (pkcs8: Uint8Array): Buffer =>
  openssl('pkey', '-inform', 'DER', '-in', file(pkcs8), '-pubout', '-outform', 'DER');

describe('keys', () => {
  it.each(known)('of %s: it reads ours, and writes them the same', async (spec) => {
    const { pair, publicFile, privateFile } = await keyFiles(spec);
    const der = ['-inform', 'DER', '-outform', 'DER'];
    expect(
      openssl('pkey', '-pubin', '-pubout', ...der, '-in', publicFile).equals(pair.publicKey),
    ).toBe(true);
    expect(openssl('pkey', '-pubout', ...der, '-in', privateFile).equals(pair.publicKey)).toBe(
      true,
    );
  });

  it.each(known)('of %s: we read its own', (spec) => {
    const pkcs8 = fresh(spec);
    const imported = importPrivateKey(spec, pkcs8);
    expect('pair' in imported && publicOf(pkcs8).equals(imported.pair.publicKey)).toBe(true);
  });

  it('of three primes, or on a curve without a name, are refused', () => {
    const primes = fresh('RSA_2048', 'rsa_keygen_primes:3');
    expect(importPrivateKey('RSA_2048', primes)).toEqual({ problem: 'more-than-two-primes' });
    const unnamed = fresh('ECC_NIST_P384', 'ec_param_enc:explicit');
    expect(importPrivateKey('ECC_NIST_P384', unnamed)).toEqual({ problem: 'unnamed-curve' });
    const peer = publicOf(fresh('ECC_NIST_P256', 'ec_param_enc:explicit'));
    return pairOf('ECC_NIST_P256').then((pair) =>
      expect(deriveSharedSecret(pair, peer)).toEqual({ problem: 'unnamed-curve' }),
    );
  });
});

describe('RSAES-OAEP', () => {
  const cases = Object.entries(encryptionAlgorithms).flatMap(([name, row]) =>
    specs.slice(0, 3).map((spec) => [name, spec, row] as const),
  );
  it.each(cases)('%s with %s', async (name, spec, row) => {
    const { pair, privateKey, publicKey } = await keyFiles(spec);
    const hash = name.endsWith('256') ? 'sha256' : 'sha1';
    const padding = ['rsa_padding_mode:oaep', `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`].flatMap(
      (option) => ['-pkeyopt', option],
    );
    const theirs = openssl('pkeyutl', '-encrypt', ...publicKey, ...padding, '-in', file(text));
    expect(text.equals((await row.decrypt(pair, theirs, workers))!)).toBe(true);
    const ours = file(row.encrypt(pair.publicKey, text));
    expect(
      openssl('pkeyutl', '-decrypt', ...privateKey, ...padding, '-in', ours).equals(text),
    ).toBe(true);
  });
});

describe('signatures', () => {
  const pss = ['rsa_padding_mode:pss', 'rsa_pss_saltlen:digest'];
  const cases = Object.keys(signingAlgorithms)
    .filter((name) => /^(?:RSA|ECDSA)/.test(name))
    .flatMap((name) => specsOf(name).map((spec) => [name as SigningAlgorithm, spec] as const));

  it.each(cases)('%s with %s, of a message and of a digest', async (name, spec) => {
    const row = signingAlgorithms[name];
    const { pair, privateKey, publicKey, privateFile, publicFile } = await keyFiles(spec);
    const hash = `sha${name.slice(-3)}`;
    const digest = createHash(hash).update(text).digest();
    const options = name.includes('PSS') ? pss : [];
    const [sigopts, pkeyopts] = ['-sigopt', '-pkeyopt'].map((flag) =>
      options.flatMap((option) => [flag, option]),
    ) as [string[], string[]];
    const ready = [...pkeyopts, '-pkeyopt', `digest:${hash}`, '-in', file(digest)];

    const byMessage = openssl(
      'dgst',
      `-${hash}`,
      '-keyform',
      'DER',
      '-sign',
      privateFile,
      ...sigopts,
      file(text),
    );
    const byDigest = openssl('pkeyutl', '-sign', ...privateKey, ...ready);
    for (const theirs of [byMessage, byDigest]) {
      expect(await row.verify(pair.publicKey, 'RAW', text, theirs, workers)).toBe(true);
      expect(await row.verify(pair.publicKey, 'DIGEST', digest, theirs, workers)).toBe(true);
    }

    for (const [form, message] of [
      ['RAW', text],
      ['DIGEST', digest],
    ] as const) {
      const ours = file(await row.sign(pair, form, message, workers, systemRandom));
      openssl(
        'dgst',
        `-${hash}`,
        '-keyform',
        'DER',
        '-verify',
        publicFile,
        '-signature',
        ours,
        ...sigopts,
        file(text),
      );
      openssl('pkeyutl', '-verify', ...publicKey, '-sigfile', ours, ...ready);
    }
    const other = file(createHash(hash).update('another message').digest());
    const signature = file(byDigest);
    const wrong = [...pkeyopts, '-pkeyopt', `digest:${hash}`, '-in', other];
    expect(
      attempt('pkeyutl', '-verify', ...publicKey, '-sigfile', signature, ...wrong).status,
    ).not.toBe(0);
  });

  it('ED25519_SHA_512', async () => {
    const row = signingAlgorithms.ED25519_SHA_512;
    const { pair, privateKey, publicKey } = await keyFiles('ECC_NIST_EDWARDS25519');
    const theirs = openssl('pkeyutl', '-sign', '-rawin', ...privateKey, '-in', file(text));
    const ours = await row.sign(pair, 'RAW', text, workers, systemRandom);
    expect(theirs.equals(ours)).toBe(true);
    expect(await row.verify(pair.publicKey, 'RAW', text, theirs, workers)).toBe(true);
    openssl(
      'pkeyutl',
      '-verify',
      '-rawin',
      ...publicKey,
      '-sigfile',
      file(ours),
      '-in',
      file(text),
    );
  });
});

describe('ECDH', () => {
  it.each(specs.slice(3, 7))('with %s', async (spec) => {
    const { pair, privateKey } = await keyFiles(spec);
    const peer = publicOf(fresh(spec));
    const theirs = openssl(
      'pkeyutl',
      '-derive',
      ...privateKey,
      '-peerkey',
      file(peer),
      '-peerform',
      'DER',
    );
    const ours = deriveSharedSecret(pair, peer);
    expect('secret' in ours && theirs.equals(ours.secret)).toBe(true);
  });
});

describe('HMAC', () => {
  it.each(Object.entries(macAlgorithms))('%s', (name, row) => {
    const key = systemRandom(64);
    const options = ['-digest', `SHA${name.slice(-3)}`, '-macopt', `hexkey:${hex(key)}`, '-binary'];
    const theirs = openssl('mac', ...options, '-in', file(text), 'HMAC');
    expect(theirs.equals(row.mac(secret(key), text))).toBe(true);
  });
});

describe('symmetric encryption', () => {
  const kdf = (material: Uint8Array, label: string, context: Uint8Array) =>
    openssl(
      ...['kdf', '-keylen', '32', '-binary'],
      ...['mac:HMAC', 'digest:SHA256', 'mode:COUNTER', `hexkey:${hex(material)}`].flatMap((o) => [
        '-kdfopt',
        o,
      ]),
      ...[`hexsalt:${hex(Buffer.from(label))}`, `hexinfo:${hex(context)}`].flatMap((o) => [
        '-kdfopt',
        o,
      ]),
      'KBKDF',
    );

  it('derives its keys as KBKDF does', () => {
    const [material, context] = [systemRandom(32), systemRandom(16)];
    const ours = deriveKey(
      secret(material),
      Buffer.from('label\0'),
      context,
      Buffer.from([0, 0, 1, 0]),
    );
    expect(kdf(material, 'label', context).equals(ours)).toBe(true);
  });

  it('is KBKDF and plain AES-256-GCM, so that a blob can be opened without us', () => {
    const material = systemRandom(32);
    const [aad, sealed] = [
      Buffer.from('context'),
      seal(secret(material), text, Buffer.from('context'), systemRandom),
    ];
    const key = kdf(material, 'keyward AES-256-GCM', sealed.subarray(0, 16));
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(16, 28));
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
    const opened = [decipher.update(sealed.subarray(28, -16)), decipher.final()];
    expect(Buffer.concat(opened).equals(text)).toBe(true);
  });
});

describe('key wrapping', () => {
  const enc = (mode: '-e' | '-d', key: Uint8Array, bytes: Uint8Array) =>
    openssl(
      'enc',
      mode,
      '-id-aes256-wrap-pad',
      '-K',
      hex(key),
      '-iv',
      'A65959A6',
      '-in',
      file(bytes),
    );

  it('by AES-256-KWP', () => {
    for (const size of [1, 7, 8, 9, 32, 1217]) {
      const [key, material] = [systemRandom(32), systemRandom(size)];
      expect(Buffer.from(unwrapKey(key, enc('-e', key, material))!).equals(material)).toBe(true);
      expect(enc('-d', key, wrapKey(key, material)).equals(material)).toBe(true);
    }
  });

  it.each(['SHA_1', 'SHA_256'] as const)(
    'by RSA_AES_KEY_WRAP_%s, made with the command',
    async (hash) => {
      const { pair, publicKey } = await keyFiles('RSA_3072');
      const [key, material] = [systemRandom(32), fresh('RSA_2048')];
      const name = hash.replace('_', '').toLowerCase();
      const padding = [
        'rsa_padding_mode:oaep',
        `rsa_oaep_md:${name}`,
        `rsa_mgf1_md:${name}`,
      ].flatMap((option) => ['-pkeyopt', option]);
      const head = openssl('pkeyutl', '-encrypt', ...publicKey, ...padding, '-in', file(key));
      const wrapped = Buffer.concat([head, enc('-e', key, material)]);
      const row = wrappingAlgorithms[`RSA_AES_KEY_WRAP_${hash}`];
      const unwrapped = await row.unwrap(pair.privateKey, wrapped, workers);
      expect(material.equals(unwrapped!)).toBe(true);
      expect(importPrivateKey('RSA_2048', unwrapped!)).toHaveProperty('pair');
    },
  );
});

describe('envelopes for recipients', () => {
  it.each(specs.slice(0, 3))('open with the private key of %s', async (spec) => {
    const { pair, privateFile } = await keyFiles(spec);
    const pem = file(openssl('pkey', '-inform', 'DER', '-in', privateFile));
    for (const size of [0, 1, 16, 32, 4096]) {
      const plaintext = Buffer.from(systemRandom(size));
      const envelope = file(envelop(pair.publicKey, plaintext, systemRandom)!);
      const opened = openssl(
        'cms',
        '-decrypt',
        '-binary',
        '-inform',
        'DER',
        '-in',
        envelope,
        '-inkey',
        pem,
      );
      expect(opened.equals(plaintext)).toBe(true);
    }
  });
});
