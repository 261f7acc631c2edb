// Pairs of calls that do the same work: a row of src/crypto, and node:crypto or noble alone.
import * as node from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { p256, p384 } from '@noble/curves/nist.js';
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { bareOpen, bareSeal, bareUnwrap } from './bare-envelope.mjs';

const { constants } = node;

/** Makes the cases; `folder` is the built `src`. Rows that run as jobs are measured in place and on a thread. */
export async function makeCases(folder) {
  const load = (name) => import(pathToFileURL(resolve(folder, `crypto/${name}.js`)).href);
  const { seal, open } = await load('symmetric');
  const { macAlgorithms } = await load('mac');
  const { encryptionAlgorithms } = await load('rsa-oaep');
  const { signingAlgorithms } = await load('signatures');
  const { deriveSharedSecret } = await load('ecdh');
  const { encapsulate, decapsulate } = await load('ml-kem');
  const { wrappingAlgorithms } = await load('key-wrap');
  const { generateKeyPair } = await load('key-pair');
  const { systemRandom } = await load('random');
  const { createWorkers, inPlace } = await load('workers');
  const thread = createWorkers(1);
  const here = inPlace();
  const cases = [];
  const add = (name, ours, bare, limits, agree = () => true) =>
    cases.push({ name, ours, bare, agree, ...limits });
  const twice = { atMost: 2 };
  const few = { atMostExtra: 25 };
  const both = (name, ours, bare, agree) => {
    add(`${name}, in place`, () => ours(here), bare, few, agree);
    add(`${name}, on a thread`, () => ours(thread), bare, few, agree);
  };

  // Symmetric: the same derivation and AES-256-GCM, written out.
  const material = node.createSecretKey(node.randomBytes(32));
  const aad = node.randomBytes(64);
  for (const size of [32, 4096]) {
    const plaintext = node.randomBytes(size);
    const sealed = seal(material, plaintext, aad, systemRandom);
    add(
      `seal ${size} bytes`,
      () => seal(material, plaintext, aad, systemRandom),
      () => bareSeal(material, plaintext, aad),
      twice,
    );
    add(
      `open ${size} bytes`,
      () => open(material, sealed, aad),
      () => bareOpen(material, sealed, aad),
      twice,
      same,
    );
  }
  for (const [name, hash] of [
    ['HMAC_SHA_256', 'sha256'],
    ['HMAC_SHA_512', 'sha512'],
  ]) {
    const message = node.randomBytes(256);
    add(
      name,
      () => macAlgorithms[name].mac(material, message),
      () => node.createHmac(hash, material).update(message).digest(),
      twice,
      same,
    );
  }

  // RSA.
  const message = node.randomBytes(256);
  const digest = node.createHash('sha256').update(message).digest();
  for (const bits of [2048, 4096]) {
    const pair = await generateKeyPair(`RSA_${bits}`, here, systemRandom);
    const { privateKey, publicKey } = pair;
    const key = node.createPublicKey(privateKey);
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const { RSAES_OAEP_SHA_256: encryption } = encryptionAlgorithms;
    const plaintext = node.randomBytes(32);
    const ciphertext = encryption.encrypt(publicKey, plaintext);
    add(
      `RSAES_OAEP_SHA_256 encrypt, ${bits}`,
      () => encryption.encrypt(publicKey, plaintext),
      () => node.publicEncrypt({ key, ...oaep }, plaintext),
      few,
    );
    both(
      `RSAES_OAEP_SHA_256 decrypt, ${bits}`,
      (workers) => encryption.decrypt(pair, ciphertext, workers),
      () => node.privateDecrypt({ key: privateKey, ...oaep }, ciphertext),
      same,
    );
    const pss = {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    const row = signingAlgorithms.RSASSA_PSS_SHA_256;
    const signature = node.sign('sha256', message, { key: privateKey, ...pss });
    both(
      `RSASSA_PSS_SHA_256 sign, ${bits}`,
      (workers) => row.sign(pair, 'RAW', message, workers, systemRandom),
      () => node.sign('sha256', message, { key: privateKey, ...pss }),
    );
    both(
      `RSASSA_PSS_SHA_256 sign a digest, ${bits}`,
      (workers) => row.sign(pair, 'DIGEST', digest, workers, systemRandom),
      () => node.sign('sha256', message, { key: privateKey, ...pss }),
    );
    add(
      `RSASSA_PSS_SHA_256 verify, ${bits}`,
      () => row.verify(publicKey, 'RAW', message, signature, here),
      () => node.verify('sha256', message, { key, ...pss }, signature),
      few,
      equal,
    );
    const wrapped = wrappingAlgorithms.RSA_AES_KEY_WRAP_SHA_256.wrap(
      publicKey,
      plaintext,
      systemRandom,
    );
    both(
      `RSA_AES_KEY_WRAP_SHA_256 unwrap, ${bits}`,
      (workers) => wrappingAlgorithms.RSA_AES_KEY_WRAP_SHA_256.unwrap(privateKey, wrapped, workers),
      () => bareUnwrap(privateKey, oaep, wrapped),
      same,
    );
  }

  // Elliptic curves: OpenSSL for messages, noble for digests and Ed25519ph.
  for (const [spec, hash, curve] of [
    ['ECC_NIST_P256', 'sha256', p256],
    ['ECC_NIST_P384', 'sha384', p384],
  ]) {
    const pair = await generateKeyPair(spec, here, systemRandom);
    const { privateKey, publicKey } = pair;
    const key = node.createPublicKey(privateKey);
    const name = `ECDSA_SHA_${hash.slice(3)}`;
    const row = signingAlgorithms[name];
    const signature = node.sign(hash, message, privateKey);
    const ready = node.createHash(hash).update(message).digest();
    const { d } = privateKey.export({ format: 'jwk' });
    const scalar = Uint8Array.from(Buffer.from(d, 'base64url'));
    const point = curve.getPublicKey(scalar, false);
    const options = { prehash: false, lowS: false, format: 'der' };
    both(
      `${name} sign`,
      (workers) => row.sign(pair, 'RAW', message, workers, systemRandom),
      () => node.sign(hash, message, privateKey),
    );
    both(
      `${name} verify`,
      (workers) => row.verify(publicKey, 'RAW', message, signature, workers),
      () => node.verify(hash, message, key, signature),
      equal,
    );
    both(
      `${name} sign a digest (noble)`,
      (workers) => row.sign(pair, 'DIGEST', ready, workers, systemRandom),
      () => curve.sign(ready, scalar, { ...options, extraEntropy: true }),
    );
    both(
      `${name} verify a digest (noble)`,
      (workers) => row.verify(publicKey, 'DIGEST', ready, signature, workers),
      () => curve.verify(signature, ready, point, options),
      equal,
    );
    const peer = node.generateKeyPairSync('ec', {
      namedCurve: hash === 'sha256' ? 'prime256v1' : 'secp384r1',
    }).publicKey;
    const spki = peer.export({ format: 'der', type: 'spki' });
    add(
      `ECDH ${spec}`,
      () => deriveSharedSecret(pair, spki).secret,
      () => node.diffieHellman({ privateKey, publicKey: peer }),
      few,
      same,
    );
  }
  const edwards = await generateKeyPair('ECC_NIST_EDWARDS25519', here, systemRandom);
  const seed = Uint8Array.from(
    Buffer.from(edwards.privateKey.export({ format: 'jwk' }).d, 'base64url'),
  );
  const { ED25519_SHA_512: pure, ED25519_PH_SHA_512: prehashed } = signingAlgorithms;
  const ready512 = node.createHash('sha512').update(message).digest();
  add(
    'ED25519_SHA_512 sign',
    () => pure.sign(edwards, 'RAW', message, here, systemRandom),
    () => node.sign(null, message, edwards.privateKey),
    few,
    same,
  );
  both(
    'ED25519_PH_SHA_512 sign (noble)',
    (workers) => prehashed.sign(edwards, 'DIGEST', ready512, workers, systemRandom),
    () => ed25519ph.sign(ready512, seed),
    same,
  );

  // Lattices: noble alone, with an expanded key.
  const dsa = await generateKeyPair('ML_DSA_65', here, systemRandom);
  const dsaKeys = ml_dsa65.keygen(Uint8Array.from(dsa.privateKey.export()));
  const lattice = signingAlgorithms.ML_DSA_SHAKE_256;
  const dsaSignature = ml_dsa65.sign(message, dsaKeys.secretKey);
  // The same entropy on both sides, since the number of attempts at a signature depends on it.
  const entropies = Array.from({ length: 32 }, () => Uint8Array.from(node.randomBytes(32)));
  const turn = () => {
    let i = 0;
    return () => entropies[i++ % 32];
  };
  for (const [place, workers] of [
    ['in place', here],
    ['on a thread', thread],
  ]) {
    const [ours, bare] = [turn(), turn()];
    add(
      `ML_DSA_SHAKE_256 sign, ML_DSA_65 (noble), ${place}`,
      () => lattice.sign(dsa, 'RAW', message, workers, ours),
      () => ml_dsa65.sign(message, dsaKeys.secretKey, { extraEntropy: bare() }),
      few,
      same,
    );
  }
  both(
    'ML_DSA_SHAKE_256 verify, ML_DSA_65 (noble)',
    (workers) => lattice.verify(dsa.publicKey, 'RAW', message, dsaSignature, workers),
    () => ml_dsa65.verify(dsaSignature, message, dsaKeys.publicKey),
    equal,
  );
  const kem = await generateKeyPair('ML_KEM_768', here, systemRandom);
  const kemKeys = ml_kem768.keygen(Uint8Array.from(kem.privateKey.export()));
  const { cipherText } = ml_kem768.encapsulate(kemKeys.publicKey);
  both(
    'encapsulate, ML_KEM_768 (noble)',
    (workers) => encapsulate(kem.publicKey, workers, systemRandom),
    () => ml_kem768.encapsulate(kemKeys.publicKey),
  );
  both(
    'decapsulate, ML_KEM_768 (noble)',
    (workers) => decapsulate(kem, cipherText, workers),
    () => ml_kem768.decapsulate(cipherText, kemKeys.secretKey),
    same,
  );
  return { cases, close: () => thread.close() };
}

const same = (a, b) => Buffer.compare(a, b) === 0;
const equal = (a, b) => a === b;
