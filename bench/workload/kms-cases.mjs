// Pairs of calls that do the same work: an operation of the simulator as a user calls it (validated, the key found,
// decided, its state checked, performed, the outcome made), and node:crypto or noble alone.
import * as node from 'node:crypto';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as dsa from '@noble/post-quantum/ml-dsa.js';
import * as kem from '@noble/post-quantum/ml-kem.js';
import { bareOpen, bareSeal } from './bare-envelope.mjs';
import { makeKms } from './kms-keys.mjs';

const { constants } = node;
const twice = { atMost: 2 };
const few = { atMostExtra: 25 };
const message = Buffer.alloc(256, 'message');
const entropy = new Uint8Array(32).fill(1);

/** Makes the cases; `folder` is the built `src`. */
export async function makeCases(folder) {
  const kms = await makeKms(folder);
  // How often ML-DSA tries to sign depends on its key and its entropy: here both sides have the same ones.
  const lattices = await makeKms(folder, (size) =>
    size === entropy.length ? entropy.slice() : node.randomBytes(size),
  );
  const cases = [
    ...(await symmetricCases(kms)),
    ...(await macCases(kms)),
    ...(await rsaCases(kms)),
    ...(await ecdsaCases(kms)),
    ...(await edwardsCases(kms)),
    ...(await agreementCases(kms)),
    ...(await mlDsaCases(lattices)),
    ...(await mlKemCases(kms)),
  ];
  const close = () => Promise.all([kms.close(), lattices.close()]);
  return { cases, close };
}

function pair(name, ours, bare, agree, limits = few) {
  return { name, ours, bare, agree, ...limits };
}

const same = (a, b) => Buffer.compare(a, b) === 0;

// A blob is a head of 56 bytes, which the cipher authenticates together with the encryption context, and what was sealed.
const headBytes = 56;
const none = new Uint8Array(0);

async function symmetricCases({ call, answer, importKey }) {
  const bytes = node.randomBytes(32);
  const material = node.createSecretKey(bytes);
  const KeyId = await importKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', bytes);
  const pairs = { tenant: 'example' };
  const pairBytes = Buffer.from('\0\0\0\x06tenant\0\0\0\x07example', 'latin1');
  const aadOf = (blob, context) => Buffer.concat([blob.subarray(0, headBytes), context]);
  const opens = (blob, context = none) =>
    bareOpen(material, blob.subarray(headBytes), aadOf(blob, context));
  const cases = [];
  for (const [what, size, EncryptionContext, context] of [
    ['32 bytes', 32, undefined, none],
    ['32 bytes with a context', 32, pairs, pairBytes],
    ['4096 bytes', 4096, undefined, none],
  ]) {
    const Plaintext = node.randomBytes(size);
    const { CiphertextBlob } = await answer('Encrypt', { KeyId, Plaintext, EncryptionContext });
    const aad = aadOf(CiphertextBlob, context);
    const sealed = CiphertextBlob.subarray(headBytes);
    const reEncryption = {
      CiphertextBlob,
      DestinationKeyId: KeyId,
      SourceEncryptionContext: EncryptionContext,
      DestinationEncryptionContext: EncryptionContext,
    };
    cases.push(
      pair(
        `Encrypt ${what}`,
        () => call('Encrypt', { KeyId, Plaintext, EncryptionContext }),
        () => bareSeal(material, Plaintext, aad),
        ({ response }) => same(opens(response.CiphertextBlob, context), Plaintext),
        twice,
      ),
      pair(
        `Decrypt ${what}`,
        () => call('Decrypt', { CiphertextBlob, EncryptionContext }),
        () => bareOpen(material, sealed, aad),
        ({ response }, bare) => same(response.Plaintext, bare),
        twice,
      ),
      pair(
        `ReEncrypt ${what}`,
        () => call('ReEncrypt', reEncryption),
        () => bareSeal(material, bareOpen(material, sealed, aad), aad),
        ({ response }) => same(opens(response.CiphertextBlob, context), Plaintext),
        twice,
      ),
    );
  }
  const dataKey = { KeyId, KeySpec: 'AES_256' };
  const aad = node.randomBytes(headBytes);
  const bareDataKey = () => bareSeal(material, node.randomBytes(32), aad);
  const pairSpec = { KeyId, KeyPairSpec: 'ECC_NIST_P256' };
  const isPair = ({ PublicKey }, privateKey) =>
    same(PublicKey, node.createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
  return [
    ...cases,
    pair(
      'GenerateDataKey',
      () => call('GenerateDataKey', dataKey),
      bareDataKey,
      ({ response }) => same(opens(response.CiphertextBlob), response.Plaintext),
      twice,
    ),
    pair(
      'GenerateDataKeyWithoutPlaintext',
      () => call('GenerateDataKeyWithoutPlaintext', dataKey),
      bareDataKey,
      ({ response }) => opens(response.CiphertextBlob).length === 32,
      twice,
    ),
    pair(
      'GenerateDataKeyPair, P-256',
      () => call('GenerateDataKeyPair', pairSpec),
      () => bareDataKeyPair(material, aad),
      ({ response }) => isPair(response, pkcs8(opens(response.PrivateKeyCiphertextBlob))),
    ),
    pair(
      'GenerateRandom 32 bytes',
      () => call('GenerateRandom', { NumberOfBytes: 32 }),
      () => node.randomBytes(32),
      ({ response }, bare) => response.Plaintext.length === bare.length,
      twice,
    ),
  ];
}

function pkcs8(key) {
  return node.createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function bareDataKeyPair(material, aad) {
  const { privateKey, publicKey } = node.generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  return { publicKey, privateKey, sealed: bareSeal(material, privateKey, aad) };
}

async function macCases({ call, importKey }) {
  const cases = [];
  for (const bits of [224, 256, 384, 512]) {
    const hash = `sha${bits}`;
    const MacAlgorithm = `HMAC_SHA_${bits}`;
    const bytes = node.randomBytes(bits / 8);
    const key = node.createSecretKey(bytes);
    const KeyId = await importKey(`HMAC_${bits}`, 'GENERATE_VERIFY_MAC', bytes);
    for (const size of bits === 256 ? [256, 4096] : [256]) {
      const Message = node.randomBytes(size);
      const bare = () => node.createHmac(hash, key).update(Message).digest();
      const Mac = bare();
      cases.push(
        pair(
          `GenerateMac, ${MacAlgorithm}, ${size} bytes`,
          () => call('GenerateMac', { KeyId, Message, MacAlgorithm }),
          bare,
          ({ response }, mac) => same(response.Mac, mac),
          twice,
        ),
        pair(
          `VerifyMac, ${MacAlgorithm}, ${size} bytes`,
          () => call('VerifyMac', { KeyId, Message, Mac, MacAlgorithm }),
          () => node.timingSafeEqual(bare(), Mac),
          ({ response }, right) => response.MacValid && right,
          twice,
        ),
      );
    }
  }
  return cases;
}

async function rsaCases({ call, importKey }) {
  const cases = [];
  for (const bits of [2048, 3072, 4096]) {
    const { privateKey, publicKey } = node.generateKeyPairSync('rsa', { modulusLength: bits });
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
    const encryption = await importKey(`RSA_${bits}`, 'ENCRYPT_DECRYPT', bytes);
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const plaintext = node.randomBytes(32);
    const ciphertext = node.publicEncrypt({ key: publicKey, ...oaep }, plaintext);
    const bareDecrypt = (blob) => node.privateDecrypt({ key: privateKey, ...oaep }, blob);
    const used = { KeyId: encryption, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };
    cases.push(
      pair(
        `Encrypt, RSAES_OAEP_SHA_256, ${bits}`,
        () => call('Encrypt', { ...used, Plaintext: plaintext }),
        () => node.publicEncrypt({ key: publicKey, ...oaep }, plaintext),
        ({ response }) => same(bareDecrypt(response.CiphertextBlob), plaintext),
      ),
      pair(
        `Decrypt, RSAES_OAEP_SHA_256, ${bits}`,
        () => call('Decrypt', { ...used, CiphertextBlob: ciphertext }),
        () => bareDecrypt(ciphertext),
        ({ response }, bare) => same(response.Plaintext, bare),
      ),
    );
    const signing = await importKey(`RSA_${bits}`, 'SIGN_VERIFY', bytes);
    const pss = {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    cases.push(
      ...signatureCases({
        name: `RSASSA_PSS_SHA_256, ${bits}`,
        parameters: { KeyId: signing, SigningAlgorithm: 'RSASSA_PSS_SHA_256' },
        call,
        sign: () => node.sign('sha256', message, { key: privateKey, ...pss }),
        verify: (signature) =>
          node.verify('sha256', message, { key: publicKey, ...pss }, signature),
        // The bare call hashes the message itself, since node:crypto signs no digests.
        digest: node.createHash('sha256').update(message).digest(),
      }),
    );
  }
  return cases;
}

/** Sign and Verify of a message, and of its digest where there is one. */
function signatureCases({
  name,
  parameters,
  call,
  sign,
  verify,
  digest,
  signDigest,
  verifyDigest,
}) {
  const forms = [];
  if (sign) forms.push(['', { Message: message }, sign, verify]);
  if (digest) {
    const note = signDigest ? ', digest (noble)' : ', digest';
    const form = { Message: digest, MessageType: 'DIGEST' };
    forms.push([note, form, signDigest ?? sign, verifyDigest ?? verify]);
  }
  return forms.flatMap(([note, form, bareSign, bareVerify]) => {
    const Signature = bareSign();
    return [
      pair(
        `Sign, ${name}${note}`,
        () => call('Sign', { ...parameters, ...form }),
        bareSign,
        ({ response }) => bareVerify(response.Signature),
      ),
      pair(
        `Verify, ${name}${note}`,
        () => call('Verify', { ...parameters, ...form, Signature }),
        () => bareVerify(Signature),
        ({ response }, right) => response.SignatureValid && right,
      ),
    ];
  });
}

const curves = [
  ['ECC_NIST_P256', 'prime256v1', 'sha256', p256],
  ['ECC_SECG_P256K1', 'secp256k1', 'sha256', secp256k1],
  ['ECC_NIST_P384', 'secp384r1', 'sha384', p384],
  ['ECC_NIST_P521', 'secp521r1', 'sha512', p521],
];

async function ecdsaCases({ call, importKey }) {
  const cases = [];
  for (const [spec, namedCurve, hash, curve] of curves) {
    const { privateKey, publicKey } = node.generateKeyPairSync('ec', { namedCurve });
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
    const KeyId = await importKey(spec, 'SIGN_VERIFY', bytes);
    const SigningAlgorithm = `ECDSA_SHA_${hash.slice(3)}`;
    const { d } = privateKey.export({ format: 'jwk' });
    const scalar = Uint8Array.from(Buffer.from(d, 'base64url'));
    const point = curve.getPublicKey(scalar, false);
    const options = { prehash: false, lowS: false, format: 'der' };
    const digest = node.createHash(hash).update(message).digest();
    cases.push(
      ...signatureCases({
        name: spec,
        parameters: { KeyId, SigningAlgorithm },
        call,
        sign: () => node.sign(hash, message, privateKey),
        verify: (signature) => node.verify(hash, message, publicKey, signature),
        digest,
        signDigest: () => curve.sign(digest, scalar, { ...options, extraEntropy: true }),
        verifyDigest: (signature) => curve.verify(signature, digest, point, options),
      }),
    );
  }
  return cases;
}

async function edwardsCases({ call, importKey }) {
  const { privateKey, publicKey } = node.generateKeyPairSync('ed25519');
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
  const KeyId = await importKey('ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', bytes);
  const seed = Uint8Array.from(bytes.subarray(-32));
  const point = ed25519ph.getPublicKey(seed);
  const digest = node.createHash('sha512').update(message).digest();
  return [
    ...signatureCases({
      name: 'ED25519_SHA_512',
      parameters: { KeyId, SigningAlgorithm: 'ED25519_SHA_512' },
      call,
      sign: () => node.sign(null, message, privateKey),
      verify: (signature) => node.verify(null, message, publicKey, signature),
    }),
    ...signatureCases({
      name: 'ED25519_PH_SHA_512',
      parameters: { KeyId, SigningAlgorithm: 'ED25519_PH_SHA_512' },
      call,
      digest,
      signDigest: () => ed25519ph.sign(digest, seed),
      verifyDigest: (signature) => ed25519ph.verify(signature, digest, point, { zip215: false }),
    }),
  ];
}

async function agreementCases({ call, importKey }) {
  const cases = [];
  for (const [spec, namedCurve] of curves) {
    // secp256k1 keys only sign.
    if (namedCurve === 'secp256k1') continue;
    const { privateKey } = node.generateKeyPairSync('ec', { namedCurve });
    const peer = node.generateKeyPairSync('ec', { namedCurve }).publicKey;
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
    const KeyId = await importKey(spec, 'KEY_AGREEMENT', bytes);
    const PublicKey = peer.export({ format: 'der', type: 'spki' });
    const parameters = { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey };
    cases.push(
      pair(
        `DeriveSharedSecret, ${spec}`,
        () => call('DeriveSharedSecret', parameters),
        () => bareAgreement(privateKey, PublicKey),
        ({ response }, bare) => same(response.SharedSecret, bare),
      ),
    );
  }
  return cases;
}

/** The peer's key comes as bytes with each request. */
function bareAgreement(privateKey, spki) {
  const publicKey = node.createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return node.diffieHellman({ privateKey, publicKey });
}

async function mlDsaCases({ call, createKey }) {
  const cases = [];
  for (const [spec, mlDsa] of [
    ['ML_DSA_44', dsa.ml_dsa44],
    ['ML_DSA_65', dsa.ml_dsa65],
    ['ML_DSA_87', dsa.ml_dsa87],
  ]) {
    const KeyId = await createKey(spec, 'SIGN_VERIFY');
    const { secretKey, publicKey } = mlDsa.keygen(entropy);
    const parameters = { KeyId, SigningAlgorithm: 'ML_DSA_SHAKE_256', Message: message };
    const Signature = mlDsa.sign(message, secretKey, { extraEntropy: entropy });
    cases.push(
      pair(
        `Sign, ${spec} (noble)`,
        () => call('Sign', parameters),
        () => mlDsa.sign(message, secretKey, { extraEntropy: entropy }),
        ({ response }, bare) => same(response.Signature, bare),
      ),
      pair(
        `Verify, ${spec} (noble)`,
        () => call('Verify', { ...parameters, Signature }),
        () => mlDsa.verify(Signature, message, publicKey),
        ({ response }, right) => response.SignatureValid && right,
      ),
    );
  }
  return cases;
}

async function mlKemCases({ call, answer, createKey }) {
  const cases = [];
  for (const [spec, mlKem] of [
    ['ML_KEM_512', kem.ml_kem512],
    ['ML_KEM_768', kem.ml_kem768],
    ['ML_KEM_1024', kem.ml_kem1024],
  ]) {
    const KeyId = await createKey(spec, 'ENCAPSULATE_DECAPSULATE');
    const { PublicKey } = await answer('GetPublicKey', { KeyId });
    const publicKey = Uint8Array.from(PublicKey.subarray(-mlKem.lengths.publicKey));
    const parameters = { KeyId, EncapsulationAlgorithm: 'ML_KEM' };
    const { cipherText, sharedSecret } = mlKem.encapsulate(publicKey);
    const bare = mlKem.keygen();
    const bareText = mlKem.encapsulate(bare.publicKey).cipherText;
    const decapsulation = { ...parameters, SharedSecretCiphertextBlob: cipherText };
    cases.push(
      pair(
        `Encapsulate, ${spec} (noble)`,
        () => call('Encapsulate', parameters),
        () => mlKem.encapsulate(publicKey),
        async ({ response }) => {
          const { SharedSecretCiphertextBlob, SharedSecret } = response;
          const opened = await answer('Decapsulate', { ...parameters, SharedSecretCiphertextBlob });
          return same(opened.SharedSecret, SharedSecret);
        },
      ),
      pair(
        `Decapsulate, ${spec} (noble)`,
        () => call('Decapsulate', decapsulation),
        () => mlKem.decapsulate(bareText, bare.secretKey),
        ({ response }) => same(response.SharedSecret, sharedSecret),
      ),
    );
  }
  return cases;
}
